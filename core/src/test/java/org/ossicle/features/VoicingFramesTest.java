package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.AudioException;

class VoicingFramesTest {
    private static final int CAPACITY = 1000;

    private static float[] tone(int rateHz, double hz, double seconds, double level) {
        float[] samples = new float[(int) (rateHz * seconds)];
        for (int i = 0; i < samples.length; i++) {
            double phase = 2 * Math.PI * hz * i / rateHz;
            samples[i] = (float) (level * (Math.sin(phase) + Math.sin(2 * phase + 1)));
        }
        return samples;
    }

    private static float[] noise(int count, double level) {
        Random random = new Random(3);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (level * random.nextGaussian());
        }
        return samples;
    }

    /** All frames of a signal, level and periodicity alternating. */
    private static float[] frames(int rateHz, float[] samples, Random cuts) {
        VoicingFrames voicing = new VoicingFrames(rateHz, CAPACITY);
        for (int at = 0; at < samples.length; ) {
            int length = cuts == null ? samples.length : cuts.nextInt(700);
            length = Math.min(length, samples.length - at);
            assertEquals(length, voicing.accept(samples, at, length));
            at += length;
        }
        voicing.inputFinished();
        assertTrue(voicing.isFinished());
        float[] frames = new float[(int) voicing.framesReady() * voicing.dim()];
        voicing.copyFrames(0, (int) voicing.framesReady(), frames, 0);
        return frames;
    }

    private static double median(float[] frames, int index) {
        double[] values = new double[frames.length / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = frames[2 * i + index];
        }
        Arrays.sort(values);
        return values[values.length / 2];
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 44_100})
    void tellsVoicesFromNoiseAtAnyRate(int rateHz) {
        for (double hz : new double[] {70, 110, 200, 390}) {
            float[] frames = frames(rateHz, tone(rateHz, hz, 1, 0.1), null);
            assertEquals(200, frames.length);
            assertTrue(median(frames, VoicingFrames.PERIODICITY) > 0.95, hz + " Hz");
        }
        float[] frames = frames(rateHz, noise(rateHz, 0.1), null);
        assertTrue(median(frames, VoicingFrames.PERIODICITY) < 0.45);
    }

    @Test
    void measuresTheLevelWithoutDirectCurrent() {
        float[] tone = tone(16_000, 200, 1, 0.1);
        double expected = 10 * Math.log10(0.01);
        float[] plain = frames(16_000, tone, null);
        assertEquals(expected, median(plain, VoicingFrames.LEVEL_DB), 0.7);
        for (int i = 0; i < tone.length; i++) {
            tone[i] += 0.5f;
        }
        float[] shifted = frames(16_000, tone, null);
        assertEquals(
                median(plain, VoicingFrames.LEVEL_DB),
                median(shifted, VoicingFrames.LEVEL_DB),
                0.1);
        float[] silence = frames(16_000, new float[16_000], null);
        assertEquals(-100, median(silence, VoicingFrames.LEVEL_DB));
        assertEquals(0, median(silence, VoicingFrames.PERIODICITY));
    }

    @Test
    void findsNoPitchInAStep() {
        float[] step = new float[16_000];
        Arrays.fill(step, 8_000, 16_000, 0.7f);
        float[] frames = frames(16_000, step, null);
        int voiced = 0;
        for (int i = 0; i < frames.length; i += 2) {
            boolean loud = frames[i + VoicingFrames.LEVEL_DB] > -60;
            voiced += loud && frames[i + VoicingFrames.PERIODICITY] >= 0.6 ? 1 : 0;
        }
        assertTrue(voiced <= 1, voiced + " voiced frames");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesNotDependOnHowSamplesAreCut(long seed) {
        float[] samples = noise(40_000, 0.1);
        float[] tone = tone(16_000, 130, 1, 0.2);
        for (int i = 0; i < tone.length; i++) {
            samples[i + 5_000] += tone[i];
        }
        float[] whole = frames(16_000, samples, null);
        assertArrayEquals(whole, frames(16_000, samples, new Random(seed)));
    }

    @Test
    void takesNoMoreThanItCanHold() {
        VoicingFrames voicing = new VoicingFrames(16_000, 10);
        float[] second = tone(16_000, 100, 1, 0.1);
        int taken = voicing.accept(second, 0, second.length);
        assertTrue(taken < second.length, "took " + taken);
        assertEquals(10, voicing.framesReady());
        voicing.discardBefore(10);
        assertTrue(voicing.framesReady() > 10);
        assertTrue(voicing.accept(second, taken, second.length - taken) > 0);
    }

    @Test
    void refusesSamplesThatAreNoNumbersAndSamplesAfterTheEnd() {
        VoicingFrames voicing = new VoicingFrames(16_000, CAPACITY);
        float[] bad = {0, Float.NaN};
        assertThrows(AudioException.class, () -> voicing.accept(bad, 0, 2));
        voicing.inputFinished();
        assertThrows(IllegalStateException.class, () -> voicing.accept(new float[1], 0, 1));
        assertEquals(0, voicing.framesReady());
        assertThrows(IllegalArgumentException.class, () -> new VoicingFrames(16_000, 0));
    }
}
