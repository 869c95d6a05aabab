package org.ossicle;

import java.util.Random;

/** Sounds to test emotions with. */
final class Voice {
    private Voice() {}

    /** Length of a syllable and of the near silence before its vowel. */
    private static final double SYLLABLE_S = 0.5;

    private static final double CLOSURE_S = 0.06;

    /** Vowels of 150 Hz whose peak is about the level; their power is about level^2 / 9. */
    static float[] vowel(int rateHz, double seconds, double level) {
        return vowel(rateHz, seconds, level, 0.5);
    }

    /**
     * Vowels of six harmonics, a syllable each half second.
     *
     * @param decay of each harmonic against the one before
     */
    static float[] vowel(int rateHz, double seconds, double level, double decay) {
        float[] samples = new float[(int) Math.round(rateHz * seconds)];
        double scale = level * (1 - decay);
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            double height = 1;
            for (int h = 1; h <= 6; h++) {
                sum += height * Math.sin(2 * Math.PI * 150 * h * i / rateHz + h * h);
                height *= decay;
            }
            boolean closed = (double) i / rateHz % SYLLABLE_S < CLOSURE_S;
            samples[i] = (float) (scale * sum * (closed ? 0.02 : 1));
        }
        return samples;
    }

    /** White noise of uniform distribution. */
    static float[] noise(int rateHz, double seconds, double level, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[(int) Math.round(rateHz * seconds)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (level * (2 * random.nextDouble() - 1));
        }
        return samples;
    }

    static float[] silence(int rateHz, double seconds) {
        return new float[(int) Math.round(rateHz * seconds)];
    }

    static float[] join(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
