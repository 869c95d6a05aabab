package org.ossicle.segment;

/** Checks and converts durations given in seconds. */
final class Durations {
    private Durations() {}

    /**
     * @throws IllegalArgumentException if the duration is negative or not finite
     */
    static void require(String name, double seconds) {
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException(name + " must be 0 or more, is " + seconds);
        }
    }

    static long milliseconds(double seconds) {
        return Math.round(seconds * 1000);
    }

    static long samples(double seconds, int sampleRateHz) {
        return Math.round(seconds * sampleRateHz);
    }
}
