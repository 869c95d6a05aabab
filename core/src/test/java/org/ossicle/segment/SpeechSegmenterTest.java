package org.ossicle.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.EngineException;

class SpeechSegmenterTest {
    /** One window is 100 samples at 1 kHz, so that a window is 0.1 s. */
    private static final VoiceActivityOptions OPTIONS =
            new VoiceActivityOptions(1000, 100, 0.5f, 0.5, 0.2, 2, 6);

    private final SegmentLog log = new SegmentLog();
    private final SpeechSegmenter segmenter = new SpeechSegmenter(OPTIONS);

    private void feed(double probability, int windows) {
        for (int i = 0; i < windows; i++) {
            log.tell(segmenter, segmenter.accept((float) probability));
        }
    }

    private List<String> segments() {
        return log.entries;
    }

    @Test
    void startsBeforeTheOnsetAndEndsBeforeTheSilence() {
        feed(0, 10);
        feed(0.9, 2);
        assertFalse(segmenter.isSpeaking());
        feed(0.9, 1);
        assertTrue(segmenter.isSpeaking());
        feed(0.9, 5);
        feed(0, 5);
        assertTrue(segmenter.isSpeaking());
        feed(0, 1);
        // Trigger at 1300, less 200 of least speech and two windows; end 500 before 2400.
        assertEquals(List.of("start 900", "900-1900"), segments());
    }

    @Test
    void ignoresSpeechThatIsTooShort() {
        feed(0.9, 2);
        feed(0.4, 1);
        feed(0.9, 2);
        feed(0, 10);
        assertEquals(SpeechChange.NONE, segmenter.finish(1500));
        assertEquals(List.of(), segments());
    }

    @Test
    void bridgesPausesAndProbabilitiesBetweenTheThresholds() {
        feed(0.9, 5);
        feed(0, 4);
        feed(0.9, 1);
        feed(0, 5);
        feed(0.4, 4);
        assertTrue(segmenter.isSpeaking(), "0.4 is not low enough to end");
        feed(0.1, 1);
        assertFalse(segmenter.isSpeaking(), "and it does not restart the count of silence");
    }

    @Test
    void doesNotReachBackIntoTheSegmentBefore() {
        feed(0.9, 5);
        feed(0, 6);
        feed(0.9, 3);
        assertEquals(List.of("start 0", "0-600", "start 1000"), segments());
        SpeechSegmenter hasty =
                new SpeechSegmenter(new VoiceActivityOptions(1000, 100, 0.5f, 0, 0.2, 2, 6));
        SegmentLog other = new SegmentLog();
        for (float p : new float[] {1, 1, 1, 0, 1, 1, 1, 1}) {
            other.tell(hasty, hasty.accept(p));
        }
        assertEquals(List.of("start 0", "0-400", "start 400"), other.entries);
    }

    @Test
    void cutsLongSpeechAtAShortPause() {
        feed(0.95, 10);
        feed(0, 2);
        feed(0.95, 9);
        assertEquals(List.of("start 0"), segments(), "0.2 s is no pause in short speech");
        feed(0.6, 1);
        feed(0.95, 1);
        feed(0.6, 2);
        assertEquals(List.of("start 0", "0-2400"), segments());
        feed(0.6, 3);
        assertTrue(segmenter.isSpeaking(), "after the cut the usual threshold counts again");
    }

    @Test
    void cutsEndlessSpeechAtTheLimitWithoutLosingAnySample() {
        feed(1, 200);
        segmenter.finish(20_000);
        List<String> expected =
                List.of(
                        "start 0",
                        "0-6000",
                        "start 6000",
                        "6000-12000",
                        "start 12000",
                        "12000-18000",
                        "start 18000");
        assertEquals(expected, segments());
        assertEquals(20_000, segmenter.segmentEndSample());
    }

    @Test
    void endsAtTheEndOfTheStream() {
        feed(0.9, 6);
        assertEquals(SpeechChange.ENDED, segmenter.finish(570));
        assertEquals(570, segmenter.segmentEndSample());
        segmenter.reset();
        feed(0.9, 3);
        assertEquals(0, segmenter.segmentStartSample());
        assertEquals(List.of("start 0", "start 0"), segments());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -0.1f, 1.1f, Float.POSITIVE_INFINITY})
    void refusesWhatIsNoProbability(float probability) {
        feed(0.9, 3);
        EngineException e =
                assertThrows(EngineException.class, () -> segmenter.accept(probability));
        assertEquals("speech probability at sample 300", e.where());
        assertTrue(segmenter.isSpeaking());
    }

    @Test
    void refusesOptionsThatCannotWork() {
        float[][] bad = {
            {0, 100, 0.5f, 0.5f, 0.2f, 2, 6},
            {1000, 0, 0.5f, 0.5f, 0.2f, 2, 6},
            {1000, 100, 0, 0.5f, 0.2f, 2, 6},
            {1000, 100, Float.NaN, 0.5f, 0.2f, 2, 6},
            {1000, 100, 0.5f, -1, 0.2f, 2, 6},
            {1000, 100, 0.5f, 0.5f, 0.2f, 2, 0.3f},
        };
        for (float[] v : bad) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new VoiceActivityOptions(
                                    (int) v[0], (int) v[1], v[2], v[3], v[4], v[5], v[6]),
                    () -> Arrays.toString(v));
        }
    }
}
