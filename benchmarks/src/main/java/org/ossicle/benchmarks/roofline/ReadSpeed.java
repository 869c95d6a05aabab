package org.ossicle.benchmarks.roofline;

import java.util.Arrays;

/** How fast one thread reads memory of a given size over and over. */
final class ReadSpeed {
    private static final int REPEATS = 40;
    private static final int SMALLEST_BYTES = 1 << 16;

    /** Read by nobody; being a field keeps the sums alive. */
    static volatile long sink;

    private ReadSpeed() {}

    /** Gigabytes per second, the best of several passes over that many bytes. */
    static double gigabytesPerSecond(long bytes) {
        long[] data = new long[(int) (Math.max(bytes, SMALLEST_BYTES) / Long.BYTES)];
        Arrays.setAll(data, i -> i);
        long best = Long.MAX_VALUE;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long start = System.nanoTime();
            sink = sum(data);
            best = Math.min(best, System.nanoTime() - start);
        }
        return (double) data.length * Long.BYTES / best;
    }

    private static long sum(long[] data) {
        long sum = 0;
        for (long value : data) {
            sum += value;
        }
        return sum;
    }
}
