package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.EngineException;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

class WordSearchTest {
    private static final int BLANK = 0;
    private static final int CLASSES = 4;
    private static final int WINDOW = 2;
    private static final int APART = 3;
    private static final int REPEAT = 5;

    private final Sheet scorer = new Sheet();
    private final WordSearch search = new WordSearch(scorer, options(0f, 0.5f, 0.5f, 0.5f, 0.5f));

    /** Log-probabilities row by row. */
    private static final class Sheet implements CtcScorer {
        private float[][] rows = {};

        @Override
        public int vocabularySize() {
            return CLASSES;
        }

        @Override
        public float[] logits(int frame) {
            return rows[frame];
        }

        /** Rows in which one word has a probability and the blank the rest. */
        void say(int word, float... probabilities) {
            rows = new float[probabilities.length][CLASSES];
            for (int i = 0; i < rows.length; i++) {
                Arrays.fill(rows[i], Float.NEGATIVE_INFINITY);
                rows[i][BLANK] = (float) Math.log(1 - probabilities[i]);
                rows[i][word] = (float) Math.log(probabilities[i]);
            }
        }
    }

    private static WordSearchOptions options(float penalty, float... thresholds) {
        return options(0, penalty, thresholds);
    }

    private static WordSearchOptions options(int revise, float penalty, float... thresholds) {
        return options(REPEAT, REPEAT, revise, penalty, thresholds);
    }

    private static WordSearchOptions options(
            int sureRepeat, int repeat, int revise, float penalty, float... thresholds) {
        return new WordSearchOptions(
                BLANK, thresholds, 0.25f, WINDOW, APART, sureRepeat, repeat, revise, null, penalty);
    }

    private static WordSearchOptions revising(int frames) {
        return options(frames, 0f, 0.5f, 0.5f, 0.5f, 0.5f);
    }

    private boolean say(int word, float... probabilities) {
        scorer.say(word, probabilities);
        return search.advance(probabilities.length);
    }

    private String said() {
        return said(search);
    }

    private static String said(WordSearch search) {
        StringBuilder said = new StringBuilder();
        DecodedTokens tokens = search.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            said.append(tokens.id(i)).append('@').append(tokens.frame(i)).append(' ');
        }
        return said.toString().strip();
    }

    @Test
    void namesAWordOnceItsMeanIsHighEnough() {
        assertFalse(say(1, 0.1f, 0.6f, 0.3f), "means of 0.35 and 0.45");
        assertTrue(say(1, 0.8f));
        assertEquals("1@3", said());
        assertEquals(0.55f, search.tokens().confidence(0), 1e-6f);
    }

    @Test
    void doesNotTrustTheFirstFrameMoreThanOthers() {
        assertFalse(say(1, 0.9f), "half of the window lies before the stream");
        assertTrue(say(1, 0.9f));
        assertEquals("1@1", said());
    }

    @Test
    void namesALongWordOnceAndARepeatedOneTwice() {
        say(2, 1, 1, 1, 1, 1, 0.4f, 0.6f, 1, 1, 1);
        assertEquals("2@0", said(), "the mean never fell below the release threshold");
        say(2, 0, 0, 1, 1);
        assertEquals("2@0 2@12", said());
    }

    @Test
    void keepsWordsApart() {
        say(1, 1);
        say(2, 1, 1, 1);
        assertEquals("1@0 2@3", said());
    }

    @Test
    void takesAWordThatComesAgainAtOnceForItsOwnEnd() {
        say(1, 1, 0, 0, 1, 0, 0);
        assertEquals("1@0", said(), "three frames later");
        say(1, 1);
        assertEquals("1@0 1@6", said());
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1.0, 1.0, 1@0 1@6",
        "4, 0.7, 0.7, 1@0",
        "6, 0.7, 0.7, 1@0",
        "6, 0.8, 0.7, 1@0 1@8",
        "8, 0.6, 0.3, 1@0",
        "8, 0.6, 0.5, 1@0 1@10"
    })
    void takesAWordThatComesAgainSoonForItselfIfItIsSure(
            int pause, float first, float second, String said) {
        // Reached by 1 after six frames, 0.75 after eight, 0.5 after ten.
        WordSearch doubtful = new WordSearch(scorer, options(6, 10, 0, 0f, 0.5f, 0.5f, 0.5f, 0.5f));
        float[] again = new float[1 + pause + 2];
        again[0] = 1;
        again[1 + pause] = first;
        again[1 + pause + 1] = second;
        scorer.say(1, again);
        doubtful.advance(again.length);
        assertEquals(said, said(doubtful));
    }

    @Test
    void anotherWordNeedNotBeSureAfterIt() {
        WordSearch doubtful = new WordSearch(scorer, options(6, 10, 0, 0f, 0.5f, 0.5f, 0.5f, 0.5f));
        scorer.say(1, 1);
        doubtful.advance(1);
        scorer.say(2, 0, 0.6f, 0.6f);
        doubtful.advance(3);
        assertEquals("1@0 2@3", said(doubtful));
    }

    @Test
    void choosesTheWordThatIsFurthestOverItsOwnThreshold() {
        WordSearch mixed = new WordSearch(scorer, options(0f, 0.5f, 0.5f, 0.2f, 0.5f));
        scorer.rows = new float[2][];
        Arrays.fill(scorer.rows, logs(0.03f, 0.52f, 0.45f, 0f));
        mixed.advance(2);
        assertEquals(2, mixed.tokens().id(0), "0.45 of 0.2 goes before 0.52 of 0.5");
    }

    @Test
    void putsAMoreProbableWordInThePlaceOfTheOneItBeganLike() {
        WordSearch revising = new WordSearch(scorer, revising(4));
        scorer.say(1, 0.6f, 0.6f);
        assertTrue(revising.advance(2));
        DecodedTokens before = revising.tokens();
        scorer.say(2, 0.4f, 0.7f);
        assertFalse(revising.advance(1), "a mean of 0.2");
        scorer.rows[0] = scorer.rows[1];
        assertFalse(revising.advance(1), "0.55 is no more than 0.6");
        assertTrue(revising.advance(1), "0.7 is");
        assertEquals(1, revising.tokens().size());
        assertEquals(2, revising.tokens().id(0));
        assertEquals(4, revising.tokens().frame(0));
        assertEquals(1, before.id(0), "what was given stays as it was");
    }

    @Test
    void doesNotReviseAWordThatGrewSurerMeanwhile() {
        WordSearch revising = new WordSearch(scorer, revising(6));
        scorer.say(1, 0.6f, 0.6f, 0.9f, 0.9f);
        revising.advance(4);
        scorer.say(2, 0.8f, 0.8f);
        assertFalse(revising.advance(2));
        assertEquals(1, revising.tokens().id(0));
    }

    @Test
    void revisesNeitherLateNorOverTheEndOfASegment() {
        WordSearch revising = new WordSearch(scorer, revising(3));
        scorer.say(1, 0.6f, 0.6f, 0f);
        revising.advance(3);
        scorer.say(2, 0f, 1f, 1f);
        revising.advance(3);
        assertEquals(2, revising.tokens().size(), "a word of its own after four frames");
        revising.restart();
        scorer.say(1, 0.6f, 0.6f);
        revising.advance(2);
        revising.nextSegment();
        scorer.say(2, 1f, 1f);
        revising.advance(2);
        assertEquals(0, revising.tokens().size(), "too close to be a word of its own");
    }

    @Test
    void aSnapshotKnowsHowSureTheLastWordWas() {
        WordSearch here = new WordSearch(scorer, revising(8));
        scorer.say(1, 0.6f, 0.6f, 0.9f, 0.9f);
        here.advance(4);
        SnapshotWriter writer = new SnapshotWriter();
        here.save(writer);
        WordSearch there = new WordSearch(scorer, revising(8));
        there.restore(SnapshotReader.open(writer.seal(1, 2), 1, 2, kind -> "a search"));
        scorer.say(2, 0.8f, 0.8f);
        assertFalse(there.advance(2), "0.8 is no more than 0.9");
        assertEquals(1, there.tokens().id(0));
        scorer.say(2, 1f, 1f);
        assertTrue(there.advance(2));
        assertEquals(2, there.tokens().id(0));
    }

    private static float[] logs(float... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(probabilities[i]);
        }
        return logs;
    }

    @Test
    void hearsMoreUnderAPenaltyOfTheBlankAndIsNoSurerOfIt() {
        say(1, 0.3f, 0.3f);
        assertEquals("", said());
        WordSearch eager =
                new WordSearch(scorer, options((float) Math.log(3), 0.5f, 0.5f, 0.5f, 0.5f));
        eager.advance(2);
        assertEquals(1, eager.tokens().size(), "0.3 against 0.7 / 3 is more than a half");
        assertEquals(0.3f, eager.tokens().confidence(0), 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void findsTheSameHoweverTheFramesAreCut(int chunk) {
        Random random = new Random(3);
        float[][] all = new float[400][];
        for (int i = 0; i < all.length; i++) {
            float[] p = new float[CLASSES];
            p[i / 9 % CLASSES] = random.nextFloat();
            p[BLANK] += 1 - p[i / 9 % CLASSES];
            all[i] = logs(p);
        }
        scorer.rows = all;
        search.advance(all.length);
        String whole = said();
        assertTrue(search.tokens().size() > 20, whole);
        search.restart();
        for (int from = 0; from < all.length; from += chunk) {
            scorer.rows = Arrays.copyOfRange(all, from, Math.min(from + chunk, all.length));
            search.advance(scorer.rows.length);
        }
        assertEquals(whole, said());
    }

    @Test
    void keepsWhatIsGoingOnOverTheEndOfASegment() {
        say(1, 1, 1);
        assertEquals(1, search.trailingBlankFrames());
        search.nextSegment();
        say(1, 1, 1);
        assertEquals("", said(), "the word was in the segment before");
        assertEquals(2, search.segmentFrames());
        search.restart();
        say(1, 1, 1);
        assertEquals("1@0", said());
    }

    @Test
    void refusesScoresThatAreNoNumbers() {
        say(1, 1);
        scorer.rows[0][3] = Float.NaN;
        EngineException e = assertThrows(EngineException.class, () -> search.advance(1));
        assertTrue(e.getMessage().contains("output frame 1"), e.getMessage());
        assertEquals("1@0", said());
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> options(0f, 0.5f, 1.5f, 0.5f, 0.5f));
        assertThrows(IllegalArgumentException.class, () -> options(Float.NaN, 0.5f, 0.5f));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WordSearch(scorer, options(0f, 0.5f, 0.5f)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WordSearchOptions(0, new float[4], 0.2f, 0, 1, 1, 1, 0, null, 0f));
        assertThrows(IllegalArgumentException.class, () -> revising(-1));
        assertThrows(IllegalArgumentException.class, () -> options(6, 5, 0, 0f, new float[4]));
        assertThrows(IllegalArgumentException.class, () -> options(0, 5, 0, 0f, new float[4]));
    }

    @Test
    void rulesForRepetitionsTellOptionsApart() {
        assertEquals(options(5, 6, 0, 0f, 0.5f), options(5, 6, 0, 0f, 0.5f));
        assertNotEquals(options(5, 6, 0, 0f, 0.5f), options(6, 6, 0, 0f, 0.5f));
        assertNotEquals(options(5, 6, 0, 0f, 0.5f), options(5, 7, 0, 0f, 0.5f));
    }

    @Test
    void allocatesNothingWhileNothingIsSaid() {
        scorer.say(1, 0.4f, 0.3f, 0.4f, 0.3f);
        assertEquals(0, Allocation.bytesOf(() -> search.advance(4), () -> {}));
    }
}
