package org.ossicle.benchmarks.roofline;

import org.ossicle.features.FbankConfig;

/** What log-mel features cannot do without. */
final class FeatureDemand {
    /** Removal of the mean is two, pre-emphasis and window are one each. */
    private static final long MACS_PER_SAMPLE = 4;

    /** A bin's power are two, its share of two filters two more. */
    private static final long MACS_PER_SPECTRUM_BIN = 4;

    private FeatureDemand() {}

    /**
     * The demand of some frames that are {@code config.hopSamples()} apart: a real transform of
     * length n by a split-radix algorithm takes 2 n log2 n additions and multiplications, half as
     * many multiply-adds; logarithms are not counted.
     */
    static Demand of(FbankConfig config, int frames) {
        long size = config.fftSize();
        long transform = Math.round(size * (Math.log(size) / Math.log(2)));
        long spectrum = size / 2 * MACS_PER_SPECTRUM_BIN;
        long macs = config.windowSamples() * MACS_PER_SAMPLE + transform + spectrum;
        long perFrame = config.hopSamples() + config.bins();
        long tables = config.windowSamples() + 2 * size;
        return new Demand(frames * macs, 0, tables * Float.BYTES, frames * perFrame * Float.BYTES);
    }
}
