package org.ossicle.decode;

import java.util.Arrays;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * The tokens of one hypothesis in primitive arrays that grow: what a search writes to.
 *
 * <p>{@link #view()} costs one small object, however many tokens there are: views share the arrays,
 * and the sequence takes new ones before it would overwrite what a view can see.
 */
public final class TokenSequence {
    private static final int INITIAL_CAPACITY = 32;

    private int[] ids = new int[INITIAL_CAPACITY];
    private long[] frames = new long[INITIAL_CAPACITY];
    private float[] confidences = new float[INITIAL_CAPACITY];
    private int size;
    private int viewed;

    /** Adds a token; see {@link DecodedTokens} for the meaning of its parts. */
    public void append(int id, long frame, float confidence) {
        if (size < viewed || size == ids.length) {
            takeArrays(Math.max(INITIAL_CAPACITY, size * 2));
        }
        ids[size] = id;
        frames[size] = frame;
        confidences[size] = confidence;
        size++;
    }

    private void takeArrays(int capacity) {
        ids = Arrays.copyOf(ids, capacity);
        frames = Arrays.copyOf(frames, capacity);
        confidences = Arrays.copyOf(confidences, capacity);
        viewed = 0;
    }

    /** Writes the tokens. */
    public void save(SnapshotWriter writer) {
        view().save(writer);
    }

    /**
     * Takes over what {@link #save} wrote, in place of the tokens there are.
     *
     * @param vocabularySize bound of the ids
     * @param framesSeen bound of the frames
     * @throws org.ossicle.error.SnapshotException if it cannot have been written
     */
    public void restore(SnapshotReader reader, int vocabularySize, long framesSeen) {
        DecodedTokens saved = DecodedTokens.restore(reader, vocabularySize, framesSeen);
        truncate(0);
        for (int i = 0; i < saved.size(); i++) {
            append(saved.id(i), saved.frame(i), saved.confidence(i));
        }
    }

    /** Keeps the first {@code length} tokens. */
    public void truncate(int length) {
        size = Math.min(size, length);
    }

    /** Number of tokens. */
    public int size() {
        return size;
    }

    /** Id of the i-th token, {@code i} less than {@link #size()}. */
    public int id(int i) {
        return ids[i];
    }

    /** Frame of the i-th token, {@code i} less than {@link #size()}. */
    long frame(int i) {
        return frames[i];
    }

    /** The tokens as they are now; later changes of this sequence do not reach them. */
    public DecodedTokens view() {
        if (size == 0) {
            return DecodedTokens.NONE;
        }
        viewed = Math.max(viewed, size);
        return new DecodedTokens(ids, frames, confidences, size);
    }
}
