package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** What a class that means other speech does to a {@link WordSearch}. */
class OtherSpeechTest {
    private static final int BLANK = 0;
    private static final int WORD = 1;
    private static final int OTHER_WORD = 2;
    private static final int OTHER_SPEECH = 3;
    private static final int CLASSES = 4;
    private static final int FRAMES = 4;
    private static final int LAG = 2;

    private final Sheet scorer = new Sheet();
    private final WordSearch search = search(0.9f);

    private static final class Sheet implements CtcScorer {
        private final float[] row = new float[CLASSES];

        @Override
        public int vocabularySize() {
            return CLASSES;
        }

        @Override
        public float[] logits(int frame) {
            return row;
        }
    }

    private WordSearch search(float limit) {
        return new WordSearch(
                scorer, options(new OtherSpeechOptions(OTHER_SPEECH, FRAMES, LAG, limit)));
    }

    private static WordSearchOptions options(OtherSpeechOptions otherSpeech) {
        float[] thresholds = {0.5f, 0.5f, 0.95f, 0.1f};
        return new WordSearchOptions(BLANK, thresholds, 0.25f, 1, 1, 1, 1, 0, otherSpeech, 0f);
    }

    /** Frames in which one class has a probability and the blank the rest. */
    private boolean say(WordSearch search, int id, float probability, int frames) {
        boolean changed = false;
        for (int i = 0; i < frames; i++) {
            for (int other = 0; other < CLASSES; other++) {
                scorer.row[other] = Float.NEGATIVE_INFINITY;
            }
            scorer.row[BLANK] = (float) Math.log(1 - probability);
            scorer.row[id] = (float) Math.log(probability);
            changed |= search.advance(1);
        }
        return changed;
    }

    @Test
    void isNeverSaid() {
        assertFalse(say(search, OTHER_SPEECH, 1f, 20));
        assertEquals(0, search.tokens().size());
    }

    @Test
    void aWordMustBeSurerAfterIt() {
        say(search, OTHER_SPEECH, 0.4f, 10);
        assertFalse(say(search, WORD, 0.85f, 1), "0.5 and 0.4 of other speech");
        assertTrue(say(search, WORD, 0.95f, 1), "the limit is 0.9");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.501", "2, 0.601", "3, 0.701", "4, 0.801", "9, 0.899"})
    void countsTheFramesUpToTheLag(int frames, float least) {
        say(search, OTHER_SPEECH, 0.4f, frames);
        assertFalse(say(search, WORD, least - 0.01f, 1));
        WordSearch again = search(0.9f);
        say(again, OTHER_SPEECH, 0.4f, frames);
        assertTrue(say(again, WORD, least + 0.01f, 1));
    }

    @Test
    void isForgotten() {
        say(search, OTHER_SPEECH, 0.4f, 10);
        say(search, BLANK, 0.5f, FRAMES + LAG);
        assertTrue(say(search, WORD, 0.55f, 1));
        search.restart();
        say(search, OTHER_SPEECH, 0.4f, 10);
        search.restart();
        assertTrue(say(search, WORD, 0.55f, 1));
    }

    @ParameterizedTest
    @ValueSource(floats = {0.2f, 0.9f})
    void theLimitLowersNoThreshold(float limit) {
        WordSearch strict = search(limit);
        say(strict, OTHER_SPEECH, 0.9f, 10);
        assertFalse(say(strict, OTHER_WORD, 0.94f, 1));
        assertTrue(say(strict, OTHER_WORD, 0.96f, 1));
    }

    @Test
    void aSnapshotTakesItAlong() {
        Random random = new Random(5);
        for (int round = 0; round < 40; round++) {
            for (int i = random.nextInt(9); i >= 0; i--) {
                say(search, OTHER_SPEECH, random.nextFloat() * 0.3f, 1);
            }
            SnapshotWriter writer = new SnapshotWriter();
            search.save(writer);
            WordSearch there = search(0.9f);
            there.restore(SnapshotReader.open(writer.seal(1, 2), 1, 2, kind -> "a search"));
            float probability = 0.5f + random.nextFloat() * 0.3f;
            assertEquals(
                    say(search, WORD, probability, 1),
                    say(there, WORD, probability, 1),
                    "round " + round);
            say(search, BLANK, 0.5f, 1);
        }
        assertTrue(search.tokens().size() > 5, search.tokens().size() + " words");
        assertTrue(search.tokens().size() < 35, search.tokens().size() + " words");
    }

    @Test
    void allocatesNothing() {
        assertEquals(0, Allocation.bytesOf(() -> say(search, OTHER_SPEECH, 0.4f, 10), () -> {}));
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        for (OtherSpeechOptions wrong :
                new OtherSpeechOptions[] {
                    new OtherSpeechOptions(BLANK, 1, 0, 0.5f),
                    new OtherSpeechOptions(CLASSES, 1, 0, 0.5f)
                }) {
            assertThrows(IllegalArgumentException.class, () -> options(wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> new OtherSpeechOptions(-1, 1, 0, 0f));
        assertThrows(IllegalArgumentException.class, () -> new OtherSpeechOptions(3, 0, 0, 0f));
        assertThrows(IllegalArgumentException.class, () -> new OtherSpeechOptions(3, 1, -1, 0f));
        assertThrows(IllegalArgumentException.class, () -> new OtherSpeechOptions(3, 1, 0, 1.1f));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OtherSpeechOptions(3, Integer.MAX_VALUE, Integer.MAX_VALUE, 0.5f));
    }
}
