package org.ossicle.features;

import java.nio.FloatBuffer;

/**
 * Stacks frames to a lower rate: frame j is stackFrames of the source side by side, from frame j *
 * shiftFrames on. T source frames give (T - stackFrames) / shiftFrames + 1.
 *
 * <p>A view: it holds no frames of its own.
 */
public final class LowFrameRate implements FeatureSource {
    private final FeatureSource source;
    private final int stackFrames;
    private final int shiftFrames;

    /**
     * @param stackFrames source frames per frame, at least 1
     * @param shiftFrames source frames from one frame to the next, at least 1
     */
    public LowFrameRate(FeatureSource source, int stackFrames, int shiftFrames) {
        if (stackFrames < 1 || shiftFrames < 1) {
            throw new IllegalArgumentException(
                    "stack and shift must be positive, are " + stackFrames + " and " + shiftFrames);
        }
        this.source = source;
        this.stackFrames = stackFrames;
        this.shiftFrames = shiftFrames;
    }

    @Override
    public int dim() {
        return stackFrames * source.dim();
    }

    @Override
    public long firstFrame() {
        return Math.min(framesReady(), (source.firstFrame() + shiftFrames - 1) / shiftFrames);
    }

    @Override
    public long framesReady() {
        long frames = source.framesReady();
        return frames < stackFrames ? 0 : (frames - stackFrames) / shiftFrames + 1;
    }

    @Override
    public boolean isFinished() {
        return source.isFinished();
    }

    @Override
    public void copyFrames(long first, int count, float[] dst, int offset) {
        for (int j = 0; j < count; j++) {
            source.copyFrames((first + j) * shiftFrames, stackFrames, dst, offset + j * dim());
        }
    }

    @Override
    public void copyFrames(long first, int count, FloatBuffer dst, int index) {
        for (int j = 0; j < count; j++) {
            source.copyFrames((first + j) * shiftFrames, stackFrames, dst, index + j * dim());
        }
    }

    @Override
    public void discardBefore(long frame) {
        source.discardBefore(frame * shiftFrames);
    }
}
