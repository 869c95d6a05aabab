package org.ossicle.decode;

import java.util.Arrays;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Finds words in the scores of a model whose classes are whole words, each named by the model for
 * some frames around its end.
 *
 * <p>A word is said as soon as the mean of its probability over the last frames reaches its
 * threshold; of several words the one that exceeds its own by most. It is said once until that mean
 * falls below the release threshold, so a word that is spoken again after a gap counts twice, and
 * words keep a least distance. The same word soon after itself may be its own last sound: the
 * sooner, the more probable it must be. A word's frame is the one that decided it, its confidence
 * the mean probability there.
 *
 * <p>Within some frames another word that exceeds its threshold by more takes the place of the last
 * one: the begin of a word may sound like a shorter word. If a class means other speech, thresholds
 * rise while that goes on.
 */
public final class WordSearch implements TokenSearch {
    private static final int NOTHING = -1;

    private final CtcScorer scorer;
    private final WordSearchOptions options;
    private final int classes;
    private final float[] thresholds;
    private final float blankFactor;

    /** Null if no class means it. */
    private final OtherSpeech otherSpeech;

    /** The probabilities of the last frames, one row each, in the place of frame % window. */
    private final float[] recent;

    /** For each row, the factor that the handicap of the blank puts on the words. */
    private final float[] gains;

    private final TokenSequence tokens = new TokenSequence();
    private int held;
    private long framesSeen;
    private long segmentStart;
    private long lastTokenEnd;

    /** Frame of the last word, or one so early that any word may follow. */
    private long lastWordFrame;

    private int lastWord;

    /** The most by which the last word has exceeded its threshold. */
    private float lastExcess;

    /**
     * A search at the start of a stream.
     *
     * @param scorer gives log-probabilities
     * @throws IllegalArgumentException if there is not one threshold per class
     */
    public WordSearch(CtcScorer scorer, WordSearchOptions options) {
        this.scorer = scorer;
        this.options = options;
        this.classes = scorer.vocabularySize();
        this.thresholds = options.emitThresholds();
        if (thresholds.length != classes) {
            throw new IllegalArgumentException(
                    thresholds.length + " thresholds for " + classes + " classes");
        }
        this.blankFactor = (float) Math.exp(-options.blankPenalty());
        this.otherSpeech =
                options.otherSpeech() == null ? null : new OtherSpeech(options.otherSpeech());
        this.recent = new float[options.windowFrames() * classes];
        this.gains = new float[options.windowFrames()];
        restart();
    }

    @Override
    public boolean advance(int frames) {
        boolean changed = false;
        for (int frame = 0; frame < frames; frame++) {
            take(scorer.logits(frame));
            release();
            int best = bestWord();
            if (best != NOTHING) {
                changed |= isRevisable() ? revise(best) : follow(best);
            }
            framesSeen++;
        }
        return changed;
    }

    private void take(float[] scores) {
        FrameScores.best(scores, classes, options.blankId(), 0f, framesSeen);
        int row = (int) (framesSeen % options.windowFrames());
        for (int id = 0; id < classes; id++) {
            recent[row * classes + id] = (float) Math.exp(scores[id]);
        }
        gains[row] = gain(row);
        if (otherSpeech != null) {
            otherSpeech.take(framesSeen, recent, row * classes);
        }
    }

    private float gain(int row) {
        float blank = recent[row * classes + options.blankId()];
        return 1 / (1 - blank + blank * blankFactor);
    }

    private void release() {
        if (held != NOTHING && mean(held) < options.releaseThreshold()) {
            held = NOTHING;
        }
    }

    /** The word that is furthest over its threshold, or {@link #NOTHING}. */
    private int bestWord() {
        int best = NOTHING;
        float most = 0;
        for (int id = 0; id < classes; id++) {
            if (!isWord(id)) {
                continue;
            }
            float excess = excess(id);
            if (excess > most || excess == most && best == NOTHING) {
                most = excess;
                best = id;
            }
        }
        return best;
    }

    private boolean isWord(int id) {
        return id != options.blankId() && (otherSpeech == null || !otherSpeech.is(id));
    }

    private float excess(int id) {
        return mean(id) - threshold(id);
    }

    private float threshold(int id) {
        return otherSpeech == null ? thresholds[id] : otherSpeech.raised(thresholds[id]);
    }

    private boolean isRevisable() {
        return tokens.size() > 0 && framesSeen - lastWordFrame < options.reviseFrames();
    }

    private boolean revise(int word) {
        float excess = excess(word);
        if (excess <= lastExcess) {
            return false;
        }
        if (word == lastWord) {
            lastExcess = excess;
            return false;
        }
        tokens.truncate(tokens.size() - 1);
        emit(word);
        return true;
    }

    private boolean follow(int word) {
        long frames = framesSeen - lastWordFrame;
        boolean comes =
                word == lastWord
                        ? word != held && isRepeated(word, frames)
                        : frames >= options.apartFrames();
        if (comes) {
            emit(word);
        }
        return comes;
    }

    /** Whether the last word is said again so many frames after it. */
    private boolean isRepeated(int word, long frames) {
        if (frames >= options.repeatFrames()) {
            return true;
        }
        if (frames < options.sureRepeatFrames()) {
            return false;
        }
        float missing = options.repeatFrames() - frames;
        float share = missing / (options.repeatFrames() - options.sureRepeatFrames());
        float threshold = threshold(word);
        return mean(word) >= threshold + (1 - threshold) * share;
    }

    private float mean(int id) {
        float sum = 0;
        for (int row = 0; row < gains.length; row++) {
            sum += recent[row * classes + id] * gains[row];
        }
        return sum / gains.length;
    }

    private float confidence(int id) {
        float sum = 0;
        for (int row = 0; row < gains.length; row++) {
            sum += recent[row * classes + id];
        }
        return Math.min(1f, sum / gains.length);
    }

    private void emit(int word) {
        tokens.append(word, framesSeen, confidence(word));
        held = word;
        lastWord = word;
        lastExcess = excess(word);
        lastWordFrame = framesSeen;
        lastTokenEnd = framesSeen + 1;
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
        Arrays.fill(recent, 0f);
        Arrays.fill(gains, 1f);
        if (otherSpeech != null) {
            otherSpeech.restart();
        }
        held = NOTHING;
        framesSeen = 0;
        lastWord = NOTHING;
        lastExcess = 0;
        lastWordFrame = -options.apartFrames();
        nextSegment();
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("word search");
        writer.putLong(framesSeen);
        writer.putLong(segmentStart);
        writer.putLong(lastTokenEnd);
        writer.putLong(lastWordFrame);
        writer.putInt(lastWord);
        writer.putFloat(lastExcess);
        writer.putInt(held);
        for (int row = 0; row < gains.length; row++) {
            int oldest = (int) ((framesSeen + row) % gains.length);
            writer.putFloats(recent, oldest * classes, classes);
        }
        if (otherSpeech != null) {
            otherSpeech.save(writer, framesSeen);
        }
        tokens.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("word search");
        framesSeen = reader.getPosition();
        segmentStart = reader.getLong(0, framesSeen);
        lastTokenEnd = reader.getLong(segmentStart, framesSeen);
        lastWordFrame = reader.getLong(-options.apartFrames(), framesSeen);
        lastWord = reader.getInt(NOTHING, classes - 1);
        lastExcess = reader.getFloat(0f, Float.MAX_VALUE);
        held = reader.getInt(NOTHING, classes - 1);
        for (int row = 0; row < gains.length; row++) {
            int oldest = (int) ((framesSeen + row) % gains.length);
            reader.getFloats(recent, oldest * classes, classes);
            gains[oldest] = gain(oldest);
        }
        if (otherSpeech != null) {
            otherSpeech.restore(reader, framesSeen);
        }
        tokens.restore(reader, classes, framesSeen);
    }
}
