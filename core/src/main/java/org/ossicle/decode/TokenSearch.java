package org.ossicle.decode;

import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * A search that turns the scores of a stream, chunk by chunk, into tokens.
 *
 * <p>Before each {@link #advance} the owner puts the encoder output of the next chunk where the
 * search's scorer reads it. A search belongs to one stream. Once its buffers have grown to the
 * longest segment it allocates nothing in {@code advance}.
 */
public interface TokenSearch {
    /**
     * Decodes the next frames.
     *
     * @param frames how many rows the scorer holds; row 0 follows the last row of the last call
     * @return whether the tokens changed
     * @throws org.ossicle.error.EngineException if the scores of a frame are unusable; the tokens
     *     of the frames before it are kept and count as seen
     */
    boolean advance(int frames);

    /** The tokens of the current segment, best hypothesis first if there are several. */
    DecodedTokens tokens();

    /** Frames seen since the start of the stream; also the index of the next frame. */
    long framesSeen();

    /** Frames seen since the current segment began. */
    long segmentFrames();

    /** Frames of the current segment since the last one that gave a token; all, if none did. */
    long trailingBlankFrames();

    /**
     * Begins a new segment after an endpoint: the tokens go, the frame count and everything the
     * model remembers stay, so that speech across the boundary is not lost.
     */
    void nextSegment();

    /** Begins a new stream: nothing is remembered and frames count from 0. */
    void restart();

    /** Writes what is remembered. */
    void save(SnapshotWriter writer);

    /**
     * Takes over what {@link #save} of a search with the same options wrote, so that later frames
     * give the same tokens.
     *
     * @throws org.ossicle.error.SnapshotException if it cannot have been written; the search must
     *     be restarted then
     */
    void restore(SnapshotReader reader);
}
