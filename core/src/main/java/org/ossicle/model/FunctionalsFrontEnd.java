package org.ossicle.model;

import java.nio.FloatBuffer;
import java.util.List;
import org.ossicle.emotion.functionals.DescriptorFrames;
import org.ossicle.emotion.functionals.Functionals;
import org.ossicle.features.OnlineFrames;

/**
 * Functionals of frame descriptors: the whole window becomes one row.
 *
 * @param maxFrames in a window
 * @param count numbers in a row
 */
record FunctionalsFrontEnd(int maxFrames, int count) implements EmotionFrontEnd {
    @Override
    public int frameFloats() {
        return DescriptorFrames.DIM;
    }

    @Override
    public OnlineFrames newFrames(int capacityFrames) {
        return new DescriptorFrames(capacityFrames);
    }

    @Override
    public List<Long> inputShape(int windowFrames) {
        return List.of(1L, (long) count);
    }

    @Override
    public WindowWriter newWriter() {
        return new RowWriter(maxFrames, count);
    }

    private static final class RowWriter implements WindowWriter {
        private final Functionals functionals;
        private final float[] row;

        RowWriter(int maxFrames, int count) {
            functionals = new Functionals(maxFrames);
            row = new float[count];
        }

        @Override
        public void write(float[] window, int frames, FloatBuffer input) {
            functionals.of(window, frames, row);
            input.put(0, row);
        }
    }
}
