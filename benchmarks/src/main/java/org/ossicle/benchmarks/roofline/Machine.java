package org.ossicle.benchmarks.roofline;

import java.util.Locale;

/**
 * What one thread of this machine reaches.
 *
 * @param floatGmacs 10^9 multiply-adds of floats per second
 * @param byteGmacs 10^9 multiply-adds of 8-bit integers per second
 */
record Machine(double floatGmacs, double byteGmacs) {
    static final String TITLES =
            String.format(
                    "%11s %11s %9s %9s %10s %10s",
                    "float MMAC", "int8 MMAC", "MB", "GB/s", "compute", "memory");

    /** The least times of some work, below {@link #TITLES}. Takes a moment to measure reading. */
    String line(Roofline roofline) {
        double gigabytesPerSecond = ReadSpeed.gigabytesPerSecond(roofline.bytesHeld());
        double computeUs =
                roofline.floatMacs() / (floatGmacs * 1e3) + roofline.byteMacs() / (byteGmacs * 1e3);
        double memoryUs = roofline.bytesMoved() / (gigabytesPerSecond * 1e3);
        return String.format(
                Locale.ROOT,
                "%11.2f %11.2f %9.2f %9.1f %7.1f us %7.1f us",
                roofline.floatMacs() / 1e6,
                roofline.byteMacs() / 1e6,
                roofline.bytesMoved() / 1e6,
                gigabytesPerSecond,
                computeUs,
                memoryUs);
    }
}
