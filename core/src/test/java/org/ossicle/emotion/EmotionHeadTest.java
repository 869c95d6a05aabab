package org.ossicle.emotion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.EngineException;

class EmotionHeadTest {
    private static final EmotionLabels LABELS =
            new EmotionLabels(List.of("anger", "neutral", "fear"), List.of("anger", "fear"));

    private static EmotionScores apply(float temperature, float unsureBelow, float... scores) {
        EmotionScores result = new EmotionScores(LABELS);
        new EmotionHead(LABELS, temperature, unsureBelow).apply(scores, result);
        return result;
    }

    private static float[] probabilities(EmotionScores scores) {
        float[] copy = new float[4];
        scores.copyTo(copy, 1);
        return new float[] {copy[1], copy[2], copy[3]};
    }

    @Test
    void makesProbabilitiesOfLogarithms() {
        float[] logs = {(float) Math.log(0.2), (float) Math.log(0.5), (float) Math.log(0.3)};
        EmotionScores scores = apply(1, 0, logs);
        assertArrayEquals(new float[] {0.2f, 0.5f, 0.3f}, probabilities(scores), 1e-6f);
        assertEquals(1, scores.best());
        assertEquals(0.2f, scores.anger(), 1e-6f);
        assertEquals(0.5f, scores.arousal(), 1e-6f);
    }

    @Test
    void temperatureMakesThemModest() {
        // exp(log(9) / 2) = 3
        EmotionScores scores = apply(2, 0, (float) Math.log(9), 0, 0);
        assertArrayEquals(new float[] {0.6f, 0.2f, 0.2f}, probabilities(scores), 1e-6f);
    }

    @Test
    void survivesScoresOfAnySize() {
        assertArrayEquals(
                new float[] {1, 0, 0}, probabilities(apply(1, 0, 3e38f, -3e38f, 0)), 1e-6f);
        assertArrayEquals(
                new float[] {0.5f, 0.5f, 0},
                probabilities(apply(0.01f, 0, -3e38f, -3e38f, -3.1e38f)),
                1e-6f);
    }

    @ParameterizedTest
    @CsvSource({"0.34, 1", "0.499, 1", "0.501, -1", "1, -1"})
    void namesNoEmotionWhenUnsure(float unsureBelow, int best) {
        EmotionScores scores = apply(1, unsureBelow, 0, (float) Math.log(2), 0);
        assertEquals(best, scores.best());
        assertEquals(best == EmotionScores.UNKNOWN, scores.isUnknown());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesScoresThatAreNoNumbers(float score) {
        EmotionHead head = new EmotionHead(LABELS, 1, 0);
        EmotionScores result = new EmotionScores(LABELS);
        EngineException thrown =
                assertThrows(
                        EngineException.class, () -> head.apply(new float[] {0, 0, score}, result));
        assertTrue(thrown.getMessage().contains("fear"), thrown.getMessage());
        assertEquals(1f / 3, result.probability(0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "NaN, 0", "Infinity, 0", "1, -0.1", "1, 1.1", "1, NaN"})
    void refusesImpossibleSettings(float temperature, float unsureBelow) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EmotionHead(LABELS, temperature, unsureBelow));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0.5, 0.5",
        "1, 0, 0.9, 0.9",
        "2, 0, 0.9, 0.987805",
        "0.5, 0, 0.8, 0.666667",
        "1, 1.0986123, 0.5, 0.75",
        "1, 0, 0, 0.000001",
        "1, 0, 1, 0.999999",
    })
    void calibratesOnLogOdds(double slope, double offset, double before, double after) {
        assertEquals(after, new LogOddsLine(slope, offset).apply(before), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "NaN, 0", "Infinity, 0", "1, NaN", "1, Infinity"})
    void refusesLinesThatDoNotRise(double slope, double offset) {
        assertThrows(IllegalArgumentException.class, () -> new LogOddsLine(slope, offset));
    }
}
