package org.ossicle;

import java.util.Random;

/** Sounds to test emotions with. */
final class Voice {
    private Voice() {}

    /** A vowel: harmonics of 150 Hz whose peak is about the level; its power is level^2 / 8. */
    static float[] vowel(int rateHz, double seconds, double level) {
        return vowel(rateHz, seconds, level, 0.5);
    }

    /**
     * A vowel of six harmonics.
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
            samples[i] = (float) (scale * sum);
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
