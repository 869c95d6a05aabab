package org.ossicle.emotion.functionals;

/** Moments of each contour, and how far it moves within 10 to 240 ms. */
final class ContourFunctionals {
    private static final int[] PAIR_LAGS = {1, 3, 6, 12};
    private static final int[] ENERGY_LAGS = {1, 3, 6, 12, 24};
    private static final int FEWEST = 3;
    private static final int MOMENTS = 4;

    private final double[][] moments = new double[MOMENTS][Contours.COUNT];
    private final boolean[] hushed;

    /**
     * @param maxFrames most frames in a window
     */
    ContourFunctionals(int maxFrames) {
        hushed = new boolean[maxFrames];
    }

    void add(Contours window, Row row) {
        addVoiced(window, row);
        addUnvoiced(window, row);
        addChanges(window, row);
        addEnergyChanges(window, row);
    }

    private void addVoiced(Contours window, Row row) {
        for (int c = 0; c < Contours.COUNT; c++) {
            double[] x = window.values[c];
            double mean = mean(x, window.voiced, window.frames);
            double square = power(x, window.voiced, window.frames, mean, 2);
            double spread = Math.sqrt(square + 1e-4);
            double third = power(x, window.voiced, window.frames, mean, 3);
            double fourth = power(x, window.voiced, window.frames, mean, 4);
            moments[0][c] = mean;
            moments[1][c] = Math.log(spread);
            moments[2][c] = third / (spread * spread * spread);
            moments[3][c] = Math.log(fourth / (spread * spread * spread * spread) + 0.1);
        }
        for (double[] moment : moments) {
            for (int c = 0; c < Contours.COUNT; c++) {
                row.add(moment[c]);
            }
        }
    }

    private void addUnvoiced(Contours window, Row row) {
        int count = 0;
        for (int t = 0; t < window.frames; t++) {
            hushed[t] = window.heard[t] && !window.voiced[t];
            count += hushed[t] ? 1 : 0;
        }
        boolean[] mask = count < FEWEST ? window.heard : hushed;
        for (int c = 0; c < Contours.MOVING; c++) {
            if (!Contours.needsVoice(c)) {
                double mean = mean(window.values[c], mask, window.frames);
                double square = power(window.values[c], mask, window.frames, mean, 2);
                row.add(mean);
                row.add(Math.log(Math.sqrt(square) + 0.01));
            }
        }
    }

    private static double mean(double[] x, boolean[] mask, int frames) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < frames; t++) {
            if (mask[t]) {
                sum += x[t];
                count++;
            }
        }
        return sum / count;
    }

    /** The mean of a power of the distance from the mean. */
    private static double power(double[] x, boolean[] mask, int frames, double mean, int order) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < frames; t++) {
            if (mask[t]) {
                double distance = x[t] - mean;
                double power = distance * distance;
                power = order == 3 ? power * distance : order == 4 ? power * power : power;
                sum += power;
                count++;
            }
        }
        return sum / count;
    }

    /** Changes between voiced frames. */
    private static void addChanges(Contours window, Row row) {
        for (int lag : PAIR_LAGS) {
            for (int c = 0; c < Contours.MOVING; c++) {
                double[] x = window.values[c];
                double size = 0;
                double sum = 0;
                int count = 0;
                for (int t = lag; t < window.frames; t++) {
                    if (window.voiced[t] && window.voiced[t - lag]) {
                        size += Math.abs(x[t] - x[t - lag]);
                        sum += x[t] - x[t - lag];
                        count++;
                    }
                }
                boolean enough = count >= FEWEST;
                row.add(Math.log((enough ? size / count : 0) + 0.02));
                row.add(enough ? sum / count : 0);
            }
        }
    }

    /** Changes of energy from, to or between frames that are heard. */
    private static void addEnergyChanges(Contours window, Row row) {
        double[] x = window.values[Contours.ENERGY];
        for (int lag : ENERGY_LAGS) {
            double rise = 0;
            double fall = 0;
            int count = 0;
            for (int t = lag; t < window.frames; t++) {
                if (window.heard[t] || window.heard[t - lag]) {
                    rise += Math.max(x[t] - x[t - lag], 0);
                    fall += Math.max(x[t - lag] - x[t], 0);
                    count++;
                }
            }
            count = Math.max(count, 1);
            row.add(Math.log((rise + fall) / count + 0.02));
            row.add(rise / count);
            row.add(fall / count);
        }
    }
}
