package org.ossicle.features;

import java.nio.FloatBuffer;

/**
 * The last step of Whisper features: y = (max(x, m - 8) + 4) / 4, where x are log10 energies and m
 * is their maximum.
 *
 * <p>Whisper takes m over the whole recording, which a stream does not know. Here m is the maximum
 * of the frames copied by one call, as the published streaming exports are run: copy exactly the
 * frames of one model step at a time, and the result does not depend on how the audio arrived.
 *
 * <p>A view: it holds no frames of its own.
 */
public final class WhisperScaling implements FeatureSource {
    private static final float RANGE = 8;
    private static final float SHIFT = 4;

    private final FeatureSource source;
    private final float[] row;

    public WhisperScaling(FeatureSource source) {
        this.source = source;
        this.row = new float[source.dim()];
    }

    @Override
    public int dim() {
        return source.dim();
    }

    @Override
    public long firstFrame() {
        return source.firstFrame();
    }

    @Override
    public long framesReady() {
        return source.framesReady();
    }

    @Override
    public boolean isFinished() {
        return source.isFinished();
    }

    @Override
    public void copyFrames(long first, int count, float[] dst, int offset) {
        source.copyFrames(first, count, dst, offset);
        int length = count * row.length;
        scale(dst, offset, length, maximum(dst, offset, length, Float.NEGATIVE_INFINITY) - RANGE);
    }

    @Override
    public void copyFrames(long first, int count, FloatBuffer dst, int index) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            source.copyFrames(first + j, 1, row, 0);
            largest = maximum(row, 0, row.length, largest);
        }
        for (int j = 0; j < count; j++) {
            source.copyFrames(first + j, 1, row, 0);
            scale(row, 0, row.length, largest - RANGE);
            dst.put(index + j * row.length, row, 0, row.length);
        }
    }

    @Override
    public void discardBefore(long frame) {
        source.discardBefore(frame);
    }

    private static float maximum(float[] values, int offset, int length, float floor) {
        float largest = floor;
        for (int i = offset; i < offset + length; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }

    private static void scale(float[] values, int offset, int length, float floor) {
        for (int i = offset; i < offset + length; i++) {
            values[i] = (Math.max(values[i], floor) + SHIFT) / SHIFT;
        }
    }
}
