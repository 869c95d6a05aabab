package org.ossicle.features;

import java.nio.FloatBuffer;

/**
 * Mean and variance normalisation with fixed statistics: y = (x + negativeMean) * inverseStddev,
 * element by element. The mean is stored negated, as in the models' files.
 *
 * <p>A view: it holds no frames of its own.
 */
public final class Cmvn implements FeatureSource {
    private final FeatureSource source;
    private final float[] negativeMean;
    private final float[] inverseStddev;
    private final float[] row;

    /**
     * @param negativeMean one value per element of a source frame; copied
     * @param inverseStddev likewise
     * @throws IllegalArgumentException when a length is not the source's dim
     */
    public Cmvn(FeatureSource source, float[] negativeMean, float[] inverseStddev) {
        if (negativeMean.length != source.dim() || inverseStddev.length != source.dim()) {
            throw new IllegalArgumentException(
                    "statistics of "
                            + source.dim()
                            + " elements are needed, got "
                            + negativeMean.length
                            + " means and "
                            + inverseStddev.length
                            + " deviations");
        }
        this.source = source;
        this.negativeMean = negativeMean.clone();
        this.inverseStddev = inverseStddev.clone();
        this.row = new float[source.dim()];
    }

    @Override
    public int dim() {
        return row.length;
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
        for (int j = 0; j < count; j++) {
            normalise(dst, offset + j * row.length);
        }
    }

    @Override
    public void copyFrames(long first, int count, FloatBuffer dst, int index) {
        for (int j = 0; j < count; j++) {
            source.copyFrames(first + j, 1, row, 0);
            normalise(row, 0);
            dst.put(index + j * row.length, row, 0, row.length);
        }
    }

    @Override
    public void discardBefore(long frame) {
        source.discardBefore(frame);
    }

    private void normalise(float[] frame, int offset) {
        for (int i = 0; i < row.length; i++) {
            frame[offset + i] = (frame[offset + i] + negativeMean[i]) * inverseStddev[i];
        }
    }
}
