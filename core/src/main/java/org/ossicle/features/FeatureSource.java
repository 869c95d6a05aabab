package org.ossicle.features;

import java.nio.FloatBuffer;

/**
 * A stream of feature frames, each of {@link #dim} floats. Frames are numbered from 0 for the first
 * of the stream; those from {@link #firstFrame} to {@link #framesReady} - 1 can be copied, any
 * number of times, until they are discarded.
 *
 * <p>For one owner at a time. No method allocates.
 */
public interface FeatureSource {
    /** Floats per frame. */
    int dim();

    /** The oldest frame still held; equal to {@link #framesReady} when none is. */
    long firstFrame();

    /** Frames complete since the stream began, discarded ones included. */
    long framesReady();

    /** True when no further frame will come. */
    boolean isFinished();

    /**
     * Copies frames, one after the other.
     *
     * @param first number of the first frame
     * @param count frames to copy
     * @param dst gets {@code count * dim()} floats from {@code offset}
     * @throws IndexOutOfBoundsException when a frame is not held, or they do not fit
     */
    void copyFrames(long first, int count, float[] dst, int offset);

    /**
     * Copies frames as {@link #copyFrames(long, int, float[], int)} does.
     *
     * @param index absolute index in {@code dst}, whose position plays no part and is not changed
     */
    void copyFrames(long first, int count, FloatBuffer dst, int index);

    /** Lets go of frames before a number, making room for later ones. */
    void discardBefore(long frame);
}
