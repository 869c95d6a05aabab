package org.ossicle.decode;

import java.util.Arrays;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Greedy transducer search: the best token of each frame, until the blank wins.
 *
 * <p>The blank and the unknown token are never emitted. The prediction for the last tokens is asked
 * for once after each emission and kept across chunks and segments. The confidence of a token is
 * its softmax posterior at temperature 1, taken before any blank penalty.
 */
public final class TransducerGreedy implements TokenSearch {
    private static final int PADDING = -1;

    private final RankingScorer scorer;
    private final TransducerOptions options;
    private final int vocabularySize;
    private final int[] context;
    private final TokenSequence tokens = new TokenSequence();
    private boolean predicted;
    private long framesSeen;
    private long segmentStart;
    private long lastTokenEnd;

    /**
     * A search at the start of a stream.
     *
     * @throws IllegalArgumentException if the scorer has no score for the blank
     */
    public TransducerGreedy(TransducerScorer scorer, TransducerOptions options) {
        this.scorer = scorer instanceof RankingScorer ranking ? ranking : new LogitsRanking(scorer);
        this.options = options;
        this.vocabularySize = scorer.vocabularySize();
        if (options.blankId() >= vocabularySize) {
            throw new IllegalArgumentException(
                    "blankId " + options.blankId() + " is outside " + vocabularySize + " scores");
        }
        this.context = new int[scorer.contextSize()];
        startContext();
    }

    private void startContext() {
        Arrays.fill(context, PADDING);
        context[context.length - 1] = options.blankId();
        predicted = false;
    }

    @Override
    public boolean advance(int frames) {
        int before = tokens.size();
        scorer.nextChunk();
        if (!predicted && frames > 0) {
            scorer.restart();
            scorer.context(context);
            predicted = true;
        }
        for (int frame = 0; frame < frames; frame++) {
            decodeFrame(frame);
            framesSeen++;
        }
        return tokens.size() > before;
    }

    private void decodeFrame(int frame) {
        for (int symbol = 0; symbol < options.maxSymbolsPerFrame(); symbol++) {
            int best = scorer.best(frame, options.blankId(), options.blankPenalty());
            if (best == RankingScorer.UNUSABLE) {
                throw FrameScores.unusable(scorer.logits(frame), vocabularySize, framesSeen);
            }
            if (best == options.blankId() || best == options.unknownId()) {
                return;
            }
            emit(best, scorer.posterior(frame, best));
        }
    }

    private void emit(int token, float confidence) {
        tokens.append(token, framesSeen, confidence);
        lastTokenEnd = framesSeen + 1;
        System.arraycopy(context, 1, context, 0, context.length - 1);
        context[context.length - 1] = token;
        scorer.context(context);
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
        return Math.max(0, framesSeen - lastTokenEnd);
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
        nextSegment();
        startContext();
    }

    /** The prediction is not written: it follows from the context. */
    @Override
    public void save(SnapshotWriter writer) {
        writer.section("transducer search");
        writer.putLong(framesSeen);
        writer.putLong(segmentStart);
        writer.putLong(lastTokenEnd);
        for (int token : context) {
            writer.putInt(token);
        }
        tokens.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("transducer search");
        framesSeen = reader.getPosition();
        segmentStart = reader.getLong(0, framesSeen);
        lastTokenEnd = reader.getLong(segmentStart, framesSeen);
        for (int i = 0; i < context.length; i++) {
            context[i] = reader.getInt(PADDING, vocabularySize - 1);
        }
        predicted = false;
        tokens.restore(reader, vocabularySize, framesSeen);
    }
}
