package org.ossicle.emotion.functionals;

/** Facts of the first numbers of arrays. */
final class Statistics {
    private static final int[] GAPS = {701, 301, 132, 57, 23, 10, 4, 1};

    private Statistics() {}

    static double mean(double[] x, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[i];
        }
        return sum / count;
    }

    /** Root of the mean square distance from the mean. */
    static double deviation(double[] x, int count) {
        double mean = mean(x, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (x[i] - mean) * (x[i] - mean);
        }
        return Math.sqrt(sum / count);
    }

    static double max(double[] x, int count) {
        double max = x[0];
        for (int i = 1; i < count; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    /** Sorts by Shell's method, which unlike the library's takes no memory. */
    static void sort(double[] x, int count) {
        for (int gap : GAPS) {
            for (int i = gap; i < count; i++) {
                double moved = x[i];
                int at = i;
                while (at >= gap && x[at - gap] > moved) {
                    x[at] = x[at - gap];
                    at -= gap;
                }
                x[at] = moved;
            }
        }
    }

    /** The number below which a share of the sorted numbers lies, interpolated. */
    static double quantile(double[] sorted, int count, double share) {
        double place = share * (count - 1);
        int low = (int) place;
        int high = Math.min(low + 1, count - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }
}
