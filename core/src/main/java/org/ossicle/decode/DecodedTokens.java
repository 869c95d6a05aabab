package org.ossicle.decode;

import java.util.Objects;

/**
 * The tokens a search has found up to some moment. Immutable; any thread may use it.
 *
 * <p>Frames count from the start of the stream and are the frames in which the model emitted the
 * token. Confidences are posteriors between 0 and 1.
 */
public final class DecodedTokens {
    /** No tokens. */
    public static final DecodedTokens NONE =
            new DecodedTokens(new int[0], new long[0], new float[0], 0);

    private final int[] ids;
    private final long[] frames;
    private final float[] confidences;
    private final int size;

    /** Shares the arrays, whose first {@code size} elements must never change again. */
    DecodedTokens(int[] ids, long[] frames, float[] confidences, int size) {
        this.ids = ids;
        this.frames = frames;
        this.confidences = confidences;
        this.size = size;
    }

    /** Number of tokens. */
    public int size() {
        return size;
    }

    /** Id of the i-th token. */
    public int id(int i) {
        return ids[checked(i)];
    }

    /** Output frame, counted from the start of the stream, that emitted the i-th token. */
    public long frame(int i) {
        return frames[checked(i)];
    }

    /** Posterior of the i-th token, 0 to 1. */
    public float confidence(int i) {
        return confidences[checked(i)];
    }

    private int checked(int i) {
        return Objects.checkIndex(i, size);
    }
}
