package org.ossicle.features;

import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * A source of frames that is fed samples. The frames do not depend on how the samples were cut into
 * calls, to the bit. It holds a limited number of frames at a time: copy them, discard them, feed
 * on.
 */
public interface OnlineFrames extends FeatureSource {
    /**
     * Takes mono samples in [-1, 1] and makes the frames they complete.
     *
     * @param src samples {@code offset .. offset + length - 1} are read, nothing else
     * @return samples taken: {@code length}, or less when the frames held leave no room
     * @throws org.ossicle.error.AudioException when a sample is not finite, naming its position in
     *     the stream; nothing has been taken then
     * @throws IllegalStateException after {@link #inputFinished}
     * @throws IndexOutOfBoundsException when the range does not lie within {@code src}
     */
    int accept(float[] src, int offset, int length);

    /** Ends the signal. Frames that reach past its end follow, as far as there is room for them. */
    void inputFinished();

    /** Forgets the signal and all frames; numbering starts anew. */
    void reset();

    /** Writes what later frames need, and the frames held. */
    void save(SnapshotWriter writer);

    /**
     * Takes over what {@link #save} of a source of the same settings wrote.
     *
     * @throws org.ossicle.error.SnapshotException if it cannot have been written; the source must
     *     be reset then
     */
    void restore(SnapshotReader reader);
}
