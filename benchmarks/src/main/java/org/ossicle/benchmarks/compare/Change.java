package org.ossicle.benchmarks.compare;

import java.util.Arrays;

/**
 * How one number differs between two revisions that were measured in turns.
 *
 * @param base the median before
 * @param head the median after
 * @param relative the median over rounds of after divided by before, less 1
 * @param noise the spread of those quotients: 1.4826 times the median distance from their median,
 *     which is the standard deviation where they are normally distributed
 */
record Change(double base, double head, double relative, double noise) {
    /** Changes up to this are never flagged. */
    static final double SMALLEST = 0.03;

    private static final double NOISES = 3;
    private static final double DEVIATIONS_PER_MEDIAN_DISTANCE = 1.4826;

    /**
     * @param base one number per round
     * @param head as many
     */
    static Change of(double[] base, double[] head) {
        double[] quotients = new double[base.length];
        Arrays.setAll(quotients, i -> head[i] / base[i]);
        double middle = median(quotients);
        double[] distances = Arrays.stream(quotients).map(q -> Math.abs(q - middle)).toArray();
        double noise = DEVIATIONS_PER_MEDIAN_DISTANCE * median(distances);
        return new Change(median(base), median(head), middle - 1, noise);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** What a change must exceed to be flagged. */
    double threshold() {
        return Math.max(SMALLEST, NOISES * noise);
    }

    boolean isFlagged() {
        return Math.abs(relative) > threshold();
    }

    boolean isWorse() {
        return isFlagged() && relative > 0;
    }
}
