package org.ossicle.emotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.EngineException;

class AngerScoreTest {
    private static final double HOP = 0.5;

    /** No smoothing, so that the table shows the thresholds and times alone. */
    private static AngerOptions sharp() {
        return new AngerOptions(LogOddsLine.IDENTITY, 60, 40, 0, 0, 1, 1, 2, 20);
    }

    private static AngerScore standard() {
        return new AngerScore(AngerOptions.standard(LogOddsLine.IDENTITY));
    }

    /** One letter per window: . nothing, R raised, H held, C calmed. */
    private static String changes(AngerScore score, double from, int... percents) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < percents.length; i++) {
            AngerChange change = score.accept(percents[i] / 100f, from + i * HOP);
            letters.append(change == AngerChange.NONE ? '.' : change.name().charAt(0));
        }
        return letters.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "'59 59 59 59 59', .....",
        "'61 61 61 61 61', ..R..",
        "'61 61 59 61 61 61', .....R",
        "'61 61 61 41 41 41 41', ..R...H",
        "'61 61 61 39 39 39 39', ..R..C.",
        "'61 61 61 39 39 41 39 39 39', ..R...H.C",
        "'61 61 61 61 61 61 61 61 61 61 61', ..R...H...H",
        "'61 61 61 39 39 39 61 61 61', ..R..C..R",
        "'61 61 61 50 50 50 50 50 50 50', ..R...H...",
    })
    void beginsAboveOneLevelAndEndsBelowAnother(String percents, String expected) {
        int[] values = Arrays.stream(percents.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertEquals(expected, changes(new AngerScore(sharp()), 1, values));
    }

    @Test
    void tellsWhenAnEpisodeBeganAndEndedAndHowHighItRose() {
        AngerScore score = new AngerScore(sharp());
        assertEquals(Double.NEGATIVE_INFINITY, score.raisedAtSeconds());
        changes(score, 10, 70, 70, 80, 95, 20);
        assertTrue(score.isRaised());
        assertEquals(11, score.raisedAtSeconds());
        assertEquals(95, score.peakLevel(), 1e-3);
        assertEquals("..", changes(score, 12.5, 20, 20).replace('C', '.'));
        assertFalse(score.isRaised());
        assertEquals(13, score.calmedAtSeconds());
        changes(score, 14, 65, 65, 65);
        assertEquals(15, score.raisedAtSeconds());
        assertEquals(65, score.peakLevel(), 1e-3);
    }

    @Test
    void followsWithItsTimeConstants() {
        AngerScore score = standard();
        score.accept(0f, 1);
        assertEquals(0, score.level(), 0.01);
        score.accept(1f, 1.7);
        assertEquals(100 * (1 - Math.exp(-1)), score.level(), 0.01);
        double high = score.level();
        score.accept(0f, 3.2);
        assertEquals(high * Math.exp(-1), score.level(), 0.01);
    }

    @Test
    void levelDependsOnTimeNotOnTheNumberOfWindows() {
        AngerScore coarse = standard();
        AngerScore fine = standard();
        coarse.accept(0.1f, 1);
        fine.accept(0.1f, 1);
        coarse.accept(0.9f, 2);
        for (int i = 1; i <= 10; i++) {
            fine.accept(0.9f, 1 + i / 10.0);
        }
        assertEquals(coarse.level(), fine.level(), 1e-3);
    }

    @Test
    void oneAngryWindowAmongCalmOnesRaisesNothing() {
        assertEquals("........", changes(standard(), 1, 10, 10, 99, 10, 10, 99, 10, 10));
    }

    @Test
    void aFalteringProbabilityMakesOneEpisode() {
        int[] percents = new int[80];
        for (int i = 0; i < percents.length; i++) {
            percents[i] = i < 8 || i > 60 ? 5 : i % 3 == 0 ? 35 : 90;
        }
        String changes = changes(standard(), 1, percents);
        assertEquals("RC", changes.replace(".", "").replace("H", ""), changes);
        assertTrue(changes.indexOf('R') <= 8 + 6, changes);
        assertTrue(changes.indexOf('C') <= 60 + 10, changes);
    }

    @Test
    void levelStaysWithinItsRange() {
        AngerScore score = standard();
        java.util.Random random = new java.util.Random(1);
        for (int i = 1; i < 1000; i++) {
            score.accept(random.nextInt(3) / 2f, i * 0.25);
            assertTrue(score.level() >= 0 && score.level() <= 100, () -> "" + score.level());
        }
    }

    @Test
    void calibratesBeforeItSmooths() {
        AngerOptions options = AngerOptions.standard(new LogOddsLine(1, Math.log(3)));
        AngerScore score = new AngerScore(options);
        score.accept(0.5f, 1);
        assertEquals(75, score.level(), 1e-3);
    }

    @Test
    void silenceEndsAnEpisodeAndForgetsTheLevel() {
        AngerScore score = new AngerScore(sharp());
        changes(score, 1, 90, 90, 90);
        assertEquals(AngerChange.NONE, score.silence(21.9));
        assertTrue(score.isRaised());
        assertEquals(AngerChange.CALMED, score.silence(22));
        assertEquals(22, score.calmedAtSeconds());
        assertEquals(0, score.level());
        assertEquals(AngerChange.NONE, score.silence(60));
        assertEquals("..R", changes(score, 61, 90, 90, 90));
    }

    @Test
    void silenceThatNobodyReportedCountsToo() {
        AngerScore score = new AngerScore(sharp());
        changes(score, 1, 90, 90, 90);
        assertEquals("C..R", changes(score, 30, 90, 90, 90, 90).replace('H', '.'));
        assertEquals(31, score.raisedAtSeconds(), 0.51);
    }

    @Test
    void beginsAnewAfterReset() {
        AngerScore score = new AngerScore(sharp());
        changes(score, 5, 90, 90, 90);
        score.reset();
        assertFalse(score.isRaised());
        assertEquals(0, score.level());
        assertEquals("..R", changes(score, 1, 90, 90, 90));
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.01f, 1.01f, Float.NaN, Float.POSITIVE_INFINITY})
    void refusesWhatIsNoProbability(float probability) {
        AngerScore score = standard();
        score.accept(0.5f, 1);
        EngineException thrown =
                assertThrows(EngineException.class, () -> score.accept(probability, 2));
        assertTrue(thrown.getMessage().contains("2.0 s"), thrown.getMessage());
        assertEquals(50, score.level(), 1e-3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesTimeThatStandsStill(double atSeconds) {
        AngerScore score = standard();
        score.accept(0.5f, 1);
        assertThrows(IllegalArgumentException.class, () -> score.accept(0.5f, atSeconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60,60,1,1,1,1,1,1",
                "101,40,1,1,1,1,1,1",
                "60,-1,1,1,1,1,1,1",
                "60,40,-1,1,1,1,1,1",
                "60,40,1,-1,1,1,1,1",
                "60,40,1,1,-1,1,1,1",
                "60,40,1,1,1,-1,1,1",
                "60,40,1,1,1,1,0,1",
                "60,40,1,1,1,1,1,0",
                "60,NaN,1,1,1,1,1,1",
                "60,40,NaN,1,1,1,1,1",
                "60,40,1,1,1,1,1,Infinity",
            })
    void refusesImpossibleOptions(String values) {
        double[] v = Arrays.stream(values.split(",")).mapToDouble(Double::parseDouble).toArray();
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new AngerOptions(
                                LogOddsLine.IDENTITY,
                                (float) v[0],
                                (float) v[1],
                                v[2],
                                v[3],
                                v[4],
                                v[5],
                                v[6],
                                v[7]));
    }
}
