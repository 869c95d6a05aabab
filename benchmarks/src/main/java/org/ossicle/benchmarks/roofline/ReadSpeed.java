package org.ossicle.benchmarks.roofline;

import java.util.Arrays;

/** How fast one thread reads memory of a given size over and over. */
final class ReadSpeed {
    private static final int REPEATS = 200;
    private static final int SMALLEST_BYTES = 1 << 16;

    private ReadSpeed() {}

    /**
     * Gigabytes per second, the best of several passes over that many bytes. A pass compares the
     * two halves, which are equal: the JVM does that with the widest vectors there are.
     */
    static double gigabytesPerSecond(long bytes) {
        int half = (int) (Math.max(bytes, SMALLEST_BYTES) / (2 * Long.BYTES));
        long[] left = new long[half];
        long[] right = new long[half];
        long best = Long.MAX_VALUE;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long start = System.nanoTime();
            if (!Arrays.equals(left, right)) {
                throw new AssertionError("zeros differ");
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return 2.0 * half * Long.BYTES / best;
    }
}
