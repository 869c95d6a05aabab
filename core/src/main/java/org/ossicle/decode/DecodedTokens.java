package org.ossicle.decode;

import java.util.Objects;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

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

    private static final int BYTES_PER_TOKEN = Integer.BYTES + Long.BYTES + Float.BYTES;

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

    /** Writes the tokens. */
    public void save(SnapshotWriter writer) {
        writer.putInt(size);
        for (int i = 0; i < size; i++) {
            writer.putInt(ids[i]);
            writer.putLong(frames[i]);
            writer.putFloat(confidences[i]);
        }
    }

    /**
     * The tokens that {@link #save} wrote.
     *
     * @param vocabularySize bound of the ids
     * @param framesSeen bound of the frames
     * @throws org.ossicle.error.SnapshotException if they cannot have been written
     */
    public static DecodedTokens restore(
            SnapshotReader reader, int vocabularySize, long framesSeen) {
        int count = reader.getCount(BYTES_PER_TOKEN);
        TokenSequence tokens = new TokenSequence();
        long frame = 0;
        for (int i = 0; i < count; i++) {
            int id = reader.getInt(0, vocabularySize - 1);
            frame = reader.getLong(frame, framesSeen - 1);
            tokens.append(id, frame, reader.getFloat(0f, 1f));
        }
        return tokens.view();
    }

    private int checked(int i) {
        return Objects.checkIndex(i, size);
    }
}
