package org.ossicle.emotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.EngineException;

class EmotionTrackerTest {
    private static final EmotionLabels LABELS =
            new EmotionLabels(List.of("neutral", "anger"), List.of("anger"));
    private static final WindowOptions WINDOW = new WindowOptions(1, 20, 5, 10, 30);
    private static final double FRAME_SECONDS = 0.1;

    /** Scores a window by the mean of its only feature, which is the log-odds of anger. */
    private static boolean meanAsLogOdds(float[] window, int frames, float[] scores) {
        float sum = 0;
        for (float value : window) {
            sum += value;
        }
        scores[0] = 0;
        scores[1] = sum / window.length;
        return true;
    }

    /** Writes down what it is told. */
    private static final class Log implements EmotionListener {
        final List<String> windows = new ArrayList<>();
        final List<String> changes = new ArrayList<>();

        @Override
        public void windowScored(
                double fromSeconds, double toSeconds, EmotionScores scores, AngerScore anger) {
            windows.add(
                    String.format(
                            Locale.ROOT, "%.1f-%.1f %.2f", fromSeconds, toSeconds, scores.anger()));
        }

        @Override
        public void angerChanged(AngerChange change, double atSeconds, AngerScore anger) {
            changes.add(String.format(Locale.ROOT, "%s %.1f", change, atSeconds));
        }
    }

    private static EmotionTracker tracker(EmotionScorer scorer, EmotionListener listener) {
        return new EmotionTracker(
                WINDOW,
                FRAME_SECONDS,
                scorer,
                new EmotionHead(LABELS, 1, 0.6f),
                new AngerScore(AngerOptions.standard(LogOddsLine.IDENTITY)),
                listener);
    }

    private static void feed(EmotionTracker tracker, int from, int to, float logOdds) {
        float[] frame = {logOdds};
        for (int n = from; n < to; n++) {
            tracker.accept(n, frame, 0);
        }
    }

    @Test
    void scoresEachWindowWithItsTimes() {
        Log log = new Log();
        EmotionTracker tracker = tracker(EmotionTrackerTest::meanAsLogOdds, log);
        feed(tracker, 0, 20, (float) Math.log(3));
        feed(tracker, 22, 27, (float) -Math.log(3));
        assertEquals(
                List.of("0.0-1.0 0.75", "0.0-1.5 0.75", "0.0-2.0 0.75", "0.5-2.7 0.63"),
                log.windows);
        assertEquals(1, tracker.scores().best());
        tracker.reset();
        assertTrue(tracker.scores().isUnknown());
        assertEquals(0, tracker.anger().level());
    }

    @Test
    void tellsOfAngerWithItsTimes() {
        Log log = new Log();
        EmotionTracker tracker = tracker(EmotionTrackerTest::meanAsLogOdds, log);
        feed(tracker, 0, 100, -5);
        feed(tracker, 100, 200, 5);
        feed(tracker, 200, 300, -5);
        assertEquals(List.of("RAISED 12.0", "HELD 17.0", "HELD 22.0", "CALMED 24.0"), log.changes);
    }

    @Test
    void silenceCalms() {
        Log log = new Log();
        EmotionTracker tracker = tracker(EmotionTrackerTest::meanAsLogOdds, log);
        feed(tracker, 0, 40, 5);
        for (int n = 40; n < 500; n++) {
            tracker.silence(n);
        }
        assertEquals(List.of("RAISED 1.5", "CALMED 24.0"), log.changes);
    }

    /** Whatever the scores of a window, even none, that is no voice. */
    @Test
    void takesWhatIsNoVoiceForSilence() {
        Log log = new Log();
        boolean[] voice = {true};
        EmotionScorer scorer =
                (window, frames, scores) -> {
                    scores[0] = 0;
                    scores[1] = voice[0] ? 5 : Float.NaN;
                    return voice[0];
                };
        EmotionTracker tracker = tracker(scorer, log);
        feed(tracker, 0, 20, 0);
        voice[0] = false;
        feed(tracker, 20, 40, 0);
        assertEquals(List.of("0.0-1.0 0.99", "0.0-1.5 0.99", "0.0-2.0 0.99"), log.windows);
        assertTrue(tracker.scores().anger() > 0.9f, "as the last voice");
        feed(tracker, 40, 300, 0);
        assertEquals(List.of("RAISED 1.5", "CALMED 22.0"), log.changes);
        assertEquals(0, tracker.anger().level());
        voice[0] = true;
        feed(tracker, 300, 305, 0);
        assertEquals(4, log.windows.size());
    }

    @Test
    void doesNotNameTheEmotionOfTooLittleSpeech() {
        EmotionTracker tracker = tracker(EmotionTrackerTest::meanAsLogOdds, new Log());
        feed(tracker, 0, 9, 5);
        tracker.speechEnded();
        assertTrue(tracker.scores().isUnknown());
        assertTrue(tracker.scores().anger() > 0.9f, "the probabilities stay");
        feed(tracker, 100, 110, 5);
        assertFalse(tracker.scores().isUnknown());
        tracker.speechEnded();
        assertFalse(tracker.scores().isUnknown());
    }

    @Test
    void scoresTheRestWhenSpeechEnds() {
        Log log = new Log();
        EmotionTracker tracker = tracker(EmotionTrackerTest::meanAsLogOdds, log);
        feed(tracker, 0, 6, 0);
        tracker.speechEnded();
        tracker.speechEnded();
        assertEquals(List.of("0.0-0.6 0.50"), log.windows);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void refusesScoresThatAreNoNumbersAndGoesOn(float score) {
        Log log = new Log();
        float[] given = {score};
        EmotionScorer scorer =
                (window, frames, scores) -> {
                    scores[1] = given[0];
                    return true;
                };
        EmotionTracker tracker = tracker(scorer, log);
        assertThrows(EngineException.class, () -> feed(tracker, 0, 10, 0));
        given[0] = 0;
        feed(tracker, 10, 15, 0);
        assertEquals(List.of("0.0-1.5 0.50"), log.windows);
    }

    @Test
    void refusesFramesWithoutLength() {
        for (double seconds : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new EmotionTracker(
                                    WINDOW,
                                    seconds,
                                    EmotionTrackerTest::meanAsLogOdds,
                                    new EmotionHead(LABELS, 1, 0),
                                    new AngerScore(AngerOptions.standard(LogOddsLine.IDENTITY)),
                                    new Log()));
        }
    }

    /** A listener that reads everything and keeps nothing. */
    private static final class Reader implements EmotionListener {
        double sum;

        @Override
        public void windowScored(
                double fromSeconds, double toSeconds, EmotionScores scores, AngerScore anger) {
            sum += scores.anger() + scores.arousal() + anger.level();
        }

        @Override
        public void angerChanged(AngerChange change, double atSeconds, AngerScore anger) {
            sum += anger.peakLevel();
        }
    }

    @Test
    void allocatesNothingPerWindow() {
        Reader reader = new Reader();
        EmotionTracker tracker = tracker(EmotionTrackerTest::meanAsLogOdds, reader);
        float[] frame = new float[1];
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long number = 0;
        for (int round = 0; round < 10; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 4000; i++) {
                frame[0] = i / 200 % 2 == 0 ? 5 : -5;
                tracker.accept(number++, frame, 0);
            }
            tracker.speechEnded();
            tracker.silence(number);
            long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = Math.min(least, after - before);
        }
        assertEquals(0, least);
        assertTrue(reader.sum > 0);
    }
}
