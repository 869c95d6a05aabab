package org.ossicle.emotion.functionals;

/** Where the descriptors of a frame stand, and the constants of their definition. */
final class Descriptors {
    static final int SAMPLE_RATE_HZ = 16_000;
    static final int FRAME_SAMPLES = 640;
    static final int HOP_SAMPLES = 160;
    static final int FFT_SIZE = 1024;
    static final int BINS = FFT_SIZE / 2 + 1;
    static final double BIN_HZ = (double) SAMPLE_RATE_HZ / FFT_SIZE;

    static final int BANDS = 26;
    static final int CANDIDATES = 6;
    static final int HARMONICS = 3;
    static final int SHAPES = 6;
    static final int SHORTEST_LAG = 26;
    static final int LONGEST_LAG = 230;

    static final int ENERGY = 0;
    static final int BAND = 1;
    static final int LAG = BAND + BANDS;
    static final int STRENGTH = LAG + CANDIDATES;
    static final int HARMONIC = STRENGTH + CANDIDATES;
    static final int UPPER = HARMONIC + CANDIDATES * HARMONICS;
    static final int SHAPE = UPPER + CANDIDATES;
    static final int COUNT = SHAPE + SHAPES;

    /** First bin of the band that telephones carry, 300 to 3400 Hz. */
    static final int NARROW_BEGIN = firstBin(300);

    /** Bin after the last one of that band. */
    static final int NARROW_END = endBin(3400);

    private Descriptors() {}

    /** The first bin at or above a frequency. */
    static int firstBin(double hz) {
        return (int) Math.ceil(hz / BIN_HZ);
    }

    /** The bin after the last one at or below a frequency. */
    static int endBin(double hz) {
        return (int) Math.floor(hz / BIN_HZ) + 1;
    }
}
