package org.ossicle.benchmarks.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times of single calls, and the processor time of each turn of them. */
final class Samples {
    private long[] nanos = new long[1024];
    private int count;
    private final List<Double> cpuUsPerCall = new ArrayList<>();

    void add(long elapsedNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = elapsedNanos;
    }

    /** Adds the time that the processor spent on some calls in a row. */
    void addTurn(long cpuNanos, int calls) {
        cpuUsPerCall.add(cpuNanos / 1e3 / calls);
    }

    /** The median over turns of processor time per call in microseconds; NaN without turns. */
    double cpuMedianUs() {
        List<Double> sorted = cpuUsPerCall.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /** Microseconds that a share of the calls, from 0 to 1, do not exceed; NaN without calls. */
    double quantileUs(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, Math.floor(share * count))] / 1e3;
    }
}
