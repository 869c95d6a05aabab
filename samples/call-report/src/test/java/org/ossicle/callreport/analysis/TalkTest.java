package org.ossicle.callreport.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.callreport.analysis.Calls.spans;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TalkTest {
    private static final double FRAME = 0.021;

    private static LevelTrack track(double seconds, double noiseDbfs, Spans loud, double dbfs) {
        LevelTrack track = new LevelTrack(Calls.RATE_HZ);
        Random random = new Random(5);
        for (int i = 0; i < seconds * Calls.RATE_HZ; i++) {
            double at = i / (double) Calls.RATE_HZ;
            boolean talks = loud.list().stream().anyMatch(s -> s.contains(at));
            double level = Math.pow(10, (talks ? dbfs : noiseDbfs) / 20);
            track.accept((float) (level * random.nextGaussian()));
        }
        return track;
    }

    private static void assertNear(Spans expected, Spans found) {
        assertEquals(expected.list().size(), found.list().size(), found::toString);
        for (int i = 0; i < expected.list().size(); i++) {
            Span e = expected.list().get(i);
            assertEquals(e.startSeconds(), found.list().get(i).startSeconds(), FRAME);
            assertEquals(e.endSeconds(), found.list().get(i).endSeconds(), FRAME);
        }
    }

    @Test
    void findsTalkOverNoiseAndClosesPausesWithinIt() {
        Spans talk = spans(2, 3, 3.2, 4.5, 6, 7);
        assertNear(spans(2, 4.5, 6, 7), TalkDetector.detect(track(10, -60, talk, -25)));
        assertNear(spans(2, 4.5, 6, 7), TalkDetector.detect(track(10, -40, talk, -25)));
        assertNear(spans(2, 4.5, 6, 7), TalkDetector.detect(track(10, -200, talk, -25)));
    }

    @Test
    void doesNotTakeClicksForTalk() {
        Spans sounds = spans(1, 1.04, 2, 4);
        assertNear(spans(2, 4), TalkDetector.detect(track(6, -60, sounds, -20)));
    }

    @Test
    void hearsNothingInNoiseOrSilence() {
        assertEquals(spans(), TalkDetector.detect(track(5, -45, spans(), 0)));
        assertEquals(spans(), TalkDetector.detect(track(5, -200, spans(), 0)));
        assertEquals(spans(), TalkDetector.detect(new LevelTrack(8_000)));
    }

    @Test
    void hearsSomebodyWhoHardlyPauses() {
        Spans pauses = spans(1, 1.5, 5, 5.5, 9, 9.5);
        LevelTrack track = track(10, -25, pauses, -70);
        assertNear(spans(0, 1, 1.5, 5, 5.5, 9, 9.5, 10), TalkDetector.detect(track));
    }

    @Test
    void hearsVoicesOverDirectCurrent() {
        LevelTrack track = new LevelTrack(Calls.RATE_HZ);
        Random random = new Random(6);
        Spans talk = spans(1, 2, 3, 5);
        for (int i = 0; i < 6 * Calls.RATE_HZ; i++) {
            double at = i / (double) Calls.RATE_HZ;
            boolean talks = talk.list().stream().anyMatch(s -> s.contains(at));
            track.accept((float) (0.4 + (talks ? 0.1 : 0.0005) * random.nextGaussian()));
        }
        assertNear(talk, TalkDetector.detect(track));
        LevelTrack current = new LevelTrack(Calls.RATE_HZ);
        for (int i = 0; i < 6 * Calls.RATE_HZ; i++) {
            current.accept(0.7f);
        }
        assertEquals(spans(), TalkDetector.detect(current));
    }

    @Test
    void measuresLevelsOfFrames() {
        LevelTrack track = new LevelTrack(8_000);
        for (int i = 0; i < 480; i++) {
            track.accept(i >= 160 ? 0 : i % 2 == 0 ? 0.5f : -0.5f);
        }
        assertEquals(3, track.frames());
        assertEquals(-6.02, track.levelDbfs(0), 0.1);
        assertTrue(track.levelDbfs(2) < -60, "is " + track.levelDbfs(2));
        LevelTrack silence = new LevelTrack(8_000);
        for (int i = 0; i < 160; i++) {
            silence.accept(0);
        }
        assertEquals(LevelTrack.SILENCE_DBFS, silence.levelDbfs(0));
    }

    @Test
    void sharesAddUpToTheCall() {
        TalkShares shares = TalkShares.of(spans(0, 4, 6, 8), spans(3, 5, 7, 7.5), 20);
        assertEquals(new TalkShares(4.5, 1, 1.5, 13), shares);
    }

    @Test
    void rateCountsWordsPerMinuteOfTalk() {
        var words = Calls.words("a b c d e f", 0.5, 1, 1.5, 2, 6, 12);
        Spans talk = spans(0, 3, 5.5, 7, 11, 12.5);
        assertEquals(
                60.0, SpeechRate.wordsPerMinute(words, talk, new Span(0, 20)), "6 words in 6 s");
        assertEquals(5 * 60 / 4.5, SpeechRate.wordsPerMinute(words, talk, new Span(0, 10)), 1e-9);
        assertNull(SpeechRate.wordsPerMinute(words, talk, new Span(10, 20)), "1.5 s of talk");
    }

    @Test
    void interruptionsWantTheFloor() {
        Spans first = spans(0, 10, 20, 24, 30, 34);
        Spans second = spans(3, 3.8, 8, 12, 19.8, 22, 30.3, 33, 33.9, 36, 40, 41);
        List<Interruption> found = Interruption.find(first, second);
        assertEquals(
                List.of(new Interruption(8, 1, 2, true)),
                found,
                "3 s: too short; 20 s: first begins just after; 30.3 s: at once; 33.9 s: no"
                        + " overlap");
    }

    @Test
    void interruptionsTellWhetherTheOtherOneStops() {
        List<Interruption> found = Interruption.find(spans(0, 10, 12, 15), spans(2, 4, 11, 13));
        assertEquals(
                List.of(new Interruption(2, 1, 2, false), new Interruption(12, 0, 1, true)), found);
        assertTrue(Interruption.find(spans(0, 1), spans(1, 3)).isEmpty());
    }
}
