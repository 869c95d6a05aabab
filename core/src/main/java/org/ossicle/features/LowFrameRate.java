package org.ossicle.features;

import java.nio.FloatBuffer;

/**
 * Stacks frames to a lower rate: frame j is frames j * shift to j * shift + stack - 1 of the
 * source, side by side. T source frames give (T - stack) / shift + 1.
 *
 * <p>A view: it holds no frames of its own.
 */
public final class LowFrameRate implements FeatureSource {
    private final FeatureSource source;
    private final int stack;
    private final int shift;

    /**
     * @param stack source frames per frame, at least 1
     * @param shift source frames from one frame to the next, at least 1
     */
    public LowFrameRate(FeatureSource source, int stack, int shift) {
        if (stack < 1 || shift < 1) {
            throw new IllegalArgumentException(
                    "stack and shift must be positive, are " + stack + " and " + shift);
        }
        this.source = source;
        this.stack = stack;
        this.shift = shift;
    }

    @Override
    public int dim() {
        return stack * source.dim();
    }

    @Override
    public long firstFrame() {
        return Math.min(framesReady(), (source.firstFrame() + shift - 1) / shift);
    }

    @Override
    public long framesReady() {
        long frames = source.framesReady();
        return frames < stack ? 0 : (frames - stack) / shift + 1;
    }

    @Override
    public boolean isFinished() {
        return source.isFinished();
    }

    @Override
    public void copyFrames(long first, int count, float[] dst, int offset) {
        for (int j = 0; j < count; j++) {
            source.copyFrames((first + j) * shift, stack, dst, offset + j * dim());
        }
    }

    @Override
    public void copyFrames(long first, int count, FloatBuffer dst, int index) {
        for (int j = 0; j < count; j++) {
            source.copyFrames((first + j) * shift, stack, dst, index + j * dim());
        }
    }

    @Override
    public void discardBefore(long frame) {
        source.discardBefore(frame * shift);
    }
}
