package org.ossicle.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceActivityTest {
    private static final VoiceActivityOptions OPTIONS = VoiceActivityOptions.standard(16_000, 512);

    /** A second of silence, two of a signal, one of silence and half a second of the signal. */
    private static float[] recording() {
        float[] pcm = new float[72_100];
        for (int i = 0; i < pcm.length; i++) {
            boolean loud = i >= 16_000 && i < 48_000 || i >= 64_000;
            pcm[i] = loud ? (i % 2 == 0 ? 0.5f : -0.5f) : 0f;
        }
        return pcm;
    }

    /** The share of loud samples stands for the probability. */
    private static float loudness(float[] window) {
        int loud = 0;
        for (float sample : window) {
            loud += Math.abs(sample) > 0.1f ? 1 : 0;
        }
        return loud / (float) window.length;
    }

    @Test
    void findsTheLoudParts() {
        SegmentLog log = new SegmentLog();
        VoiceActivity detector = new VoiceActivity(OPTIONS, VoiceActivityTest::loudness, log);
        float[] pcm = recording();
        detector.accept(pcm, 0, pcm.length);
        detector.finish();
        assertEquals(
                List.of("start 15456", "15456-48832", "start 63584", "63584-72100"), log.entries);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheSameHoweverTheSamplesAreCut(long seed) {
        float[] pcm = recording();
        List<String> whole = run(pcm, List.of(pcm.length));
        Random random = new Random(seed);
        List<Integer> cuts = new ArrayList<>();
        for (int left = pcm.length; left > 0; ) {
            int length = Math.min(left, random.nextInt(3000));
            cuts.add(length);
            left -= length;
        }
        assertEquals(whole, run(pcm, cuts));
    }

    private static List<String> run(float[] pcm, List<Integer> lengths) {
        SegmentLog log = new SegmentLog();
        List<Float> probabilities = new ArrayList<>();
        VoiceActivity detector =
                new VoiceActivity(
                        OPTIONS,
                        window -> {
                            probabilities.add(loudness(window));
                            return loudness(window);
                        },
                        log);
        int at = 0;
        for (int length : lengths) {
            detector.accept(pcm, at, length);
            at += length;
        }
        detector.finish();
        log.entries.add(probabilities.toString());
        return log.entries;
    }

    @Test
    void padsTheLastWindowWithSilence() {
        List<Float> probabilities = new ArrayList<>();
        VoiceActivity detector =
                new VoiceActivity(
                        OPTIONS,
                        window -> {
                            probabilities.add(loudness(window));
                            return 0f;
                        },
                        new SegmentLog());
        float[] pcm = new float[640];
        Arrays.fill(pcm, 1f);
        detector.accept(pcm, 0, 640);
        detector.finish();
        assertEquals(List.of(1f, 0.25f), probabilities);
        detector.reset();
        detector.finish();
        assertEquals(2, probabilities.size(), "an empty stream has no window");
    }

    @Test
    void refusesARangeOutsideTheSamples() {
        VoiceActivity detector = new VoiceActivity(OPTIONS, window -> 0f, new SegmentLog());
        assertThrows(IndexOutOfBoundsException.class, () -> detector.accept(new float[10], 5, 6));
    }
}
