package org.ossicle.features;

/**
 * Normally distributed numbers from a seed: SplitMix64 (Steele, Lea, Flood 2014) under the polar
 * method of Marsaglia. The same seed gives the same noise on every machine.
 */
final class GaussianNoise {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private final long seed;
    private long state;

    GaussianNoise(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    void reset() {
        state = seed;
    }

    /** Where the sequence of numbers stands. */
    long position() {
        return state;
    }

    /** Goes on from a {@link #position}. */
    void seek(long position) {
        state = position;
    }

    /** Adds noise of standard deviation {@code amplitude} to {@code count} samples. */
    void addTo(float[] samples, int offset, int count, float amplitude) {
        for (int i = 0; i < count; i += 2) {
            double u;
            double v;
            double square;
            do {
                u = uniform();
                v = uniform();
                square = u * u + v * v;
            } while (square >= 1 || square == 0);
            double radius = amplitude * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            samples[offset + i] += (float) (u * radius);
            if (i + 1 < count) {
                samples[offset + i + 1] += (float) (v * radius);
            }
        }
    }

    /** Uniform in [-1, 1). */
    private double uniform() {
        state += STEP;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return (z >> 11) * 0x1p-52;
    }
}
