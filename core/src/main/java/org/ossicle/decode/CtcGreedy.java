package org.ossicle.decode;

import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Greedy CTC search: the best token of each frame, repetitions and blanks removed.
 *
 * <p>A token that continues over a chunk boundary is emitted once. Its frame and confidence
 * (softmax posterior at temperature 1) are those of the first frame that chose it.
 */
public final class CtcGreedy implements TokenSearch {
    private final CtcScorer scorer;
    private final int vocabularySize;
    private final int blankId;
    private final TokenSequence tokens = new TokenSequence();
    private int previous;
    private long framesSeen;
    private long segmentStart;
    private long lastTokenEnd;

    /**
     * A search at the start of a stream.
     *
     * @throws IllegalArgumentException if the scorer has no score for the blank
     */
    public CtcGreedy(CtcScorer scorer, int blankId) {
        this.scorer = scorer;
        this.vocabularySize = scorer.vocabularySize();
        this.blankId = blankId;
        this.previous = blankId;
        if (blankId < 0 || blankId >= vocabularySize) {
            throw new IllegalArgumentException(
                    "blankId " + blankId + " is outside " + vocabularySize + " scores");
        }
    }

    @Override
    public boolean advance(int frames) {
        int before = tokens.size();
        for (int frame = 0; frame < frames; frame++) {
            float[] logits = scorer.logits(frame);
            int best = FrameScores.best(logits, vocabularySize, blankId, 0f, framesSeen);
            if (best != blankId) {
                if (best != previous) {
                    float confidence = FrameScores.posterior(logits, vocabularySize, best);
                    tokens.append(best, framesSeen, confidence);
                }
                lastTokenEnd = framesSeen + 1;
            }
            previous = best;
            framesSeen++;
        }
        return tokens.size() > before;
    }

    @Override
    public DecodedTokens tokens() {
        return tokens.view();
    }

    @Override
    public long framesSeen() {
        return framesSeen;
    }

    @Override
    public long segmentFrames() {
        return framesSeen - segmentStart;
    }

    @Override
    public long trailingBlankFrames() {
        return framesSeen - lastTokenEnd;
    }

    @Override
    public void nextSegment() {
        tokens.truncate(0);
        segmentStart = framesSeen;
        lastTokenEnd = framesSeen;
    }

    @Override
    public void restart() {
        framesSeen = 0;
        previous = blankId;
        nextSegment();
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("ctc search");
        writer.putLong(framesSeen);
        writer.putLong(segmentStart);
        writer.putLong(lastTokenEnd);
        writer.putInt(previous);
        tokens.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("ctc search");
        framesSeen = reader.getPosition();
        segmentStart = reader.getLong(0, framesSeen);
        lastTokenEnd = reader.getLong(segmentStart, framesSeen);
        previous = reader.getInt(0, vocabularySize - 1);
        tokens.restore(reader, vocabularySize, framesSeen);
    }
}
