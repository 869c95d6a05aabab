package org.ossicle.features;

/**
 * How much a stretch of sound repeats itself with the period of a voice: twice the product of a
 * window with itself some lag later over the sum of both energies, at the best of the lags of
 * {@value #LOWEST_HZ} to {@value #HIGHEST_HZ} Hz. After McLeod and Wyvill, "A smarter way to find
 * pitch" (2005). A sound that dies away is no more periodic than it is steady.
 *
 * <p>Works at {@value #RATE_HZ} Hz, where the harmonics that carry the period lie. Holds work
 * arrays, so it serves one thread at a time.
 */
final class Periodicity {
    static final int RATE_HZ = 4_000;
    static final int LOWEST_HZ = 60;
    static final int HIGHEST_HZ = 400;

    private static final int SHORTEST_LAG = RATE_HZ / HIGHEST_HZ;
    private static final int LONGEST_LAG = RATE_HZ / LOWEST_HZ;

    /** Samples of each of the two windows that are compared. */
    private static final int WINDOW = RATE_HZ * 40 / 1000;

    /** Samples that one answer looks at. */
    static final int SPAN = WINDOW + LONGEST_LAG;

    /** Mean square below which there is nothing to compare: -100 dB of full scale. */
    private static final double SILENCE = 1e-10;

    /** Sum of the squares before each sample. */
    private final double[] energyBefore = new double[SPAN + 1];

    /**
     * The periodicity of {@link #SPAN} samples.
     *
     * @param samples without direct current
     * @return 0 to 1; about 0.3 for white noise, above 0.6 for most voiced speech
     */
    float of(float[] samples) {
        for (int i = 0; i < SPAN; i++) {
            energyBefore[i + 1] = energyBefore[i] + (double) samples[i] * samples[i];
        }
        if (energyBefore[SPAN] < SILENCE * SPAN) {
            return 0;
        }
        double best = 0;
        for (int lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
            int start = (SPAN - WINDOW - lag) / 2;
            double energies = energy(start) + energy(start + lag);
            if (energies > 0) {
                best = Math.max(best, 2 * product(samples, start, lag) / energies);
            }
        }
        return (float) Math.min(best, 1);
    }

    private double energy(int start) {
        return energyBefore[start + WINDOW] - energyBefore[start];
    }

    /** The product of the two windows, in four strands for speed. */
    private static float product(float[] samples, int start, int lag) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = start; i < start + WINDOW; i += 4) {
            s0 += samples[i] * samples[i + lag];
            s1 += samples[i + 1] * samples[i + 1 + lag];
            s2 += samples[i + 2] * samples[i + 2 + lag];
            s3 += samples[i + 3] * samples[i + 3 + lag];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Level of the middle of the samples in decibels of full scale, at least -100. */
    static float levelDb(float[] samples) {
        int from = (SPAN - WINDOW) / 2;
        double sum = 0;
        for (int i = from; i < from + WINDOW; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return (float) (10 * Math.log10(Math.max(sum / WINDOW, SILENCE)));
    }
}
