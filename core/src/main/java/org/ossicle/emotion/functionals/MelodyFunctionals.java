package org.ossicle.emotion.functionals;

/** Rises and falls of the pitch, its range and that of the energy, trends over the window. */
final class MelodyFunctionals {
    private static final double LARGEST_STEP = 0.3;
    private static final double SMALLEST_STEP = 0.003;
    private static final double[] PITCH_SHARES = {0.05, 0.25, 0.75, 0.95};
    private static final double[] ENERGY_SHARES = {0.1, 0.25, 0.5, 0.75, 0.9};
    private static final int[] TRENDS = {
        Contours.OCTAVE, Contours.ENERGY, Contours.CEPSTRUM, Contours.HNR
    };

    void add(Contours window, Row row) {
        addSteps(window, row);
        addRanges(window, row);
        for (int contour : TRENDS) {
            row.add(trend(window, window.values[contour]));
        }
    }

    private static void addSteps(Contours window, Row row) {
        double[] pitch = window.values[Contours.OCTAVE];
        double rise = 0;
        double fall = 0;
        int rising = 0;
        int falling = 0;
        int count = 0;
        for (int t = 1; t < window.frames; t++) {
            double step = pitch[t] - pitch[t - 1];
            if (window.voiced[t] && window.voiced[t - 1] && Math.abs(step) < LARGEST_STEP) {
                rise += Math.max(step, 0);
                fall += Math.max(-step, 0);
                rising += step > SMALLEST_STEP ? 1 : 0;
                falling += step < -SMALLEST_STEP ? 1 : 0;
                count++;
            }
        }
        count = Math.max(count, 1);
        row.add(Math.log(rise / count + 0.002));
        row.add(Math.log(fall / count + 0.002));
        row.add(rising / (double) count);
        row.add(falling / (double) count);
    }

    private static void addRanges(Contours window, Row row) {
        double[] sorted = window.sorted;
        int count = 0;
        for (int t = 0; t < window.frames; t++) {
            if (window.voiced[t]) {
                sorted[count++] = window.values[Contours.OCTAVE][t];
            }
        }
        Statistics.sort(sorted, count);
        double middle = Statistics.quantile(sorted, count, 0.5);
        for (double share : PITCH_SHARES) {
            row.add(Statistics.quantile(sorted, count, share) - middle);
        }
        count = window.end - window.first;
        System.arraycopy(window.values[Contours.ENERGY], window.first, sorted, 0, count);
        Statistics.sort(sorted, count);
        for (double share : ENERGY_SHARES) {
            row.add(Statistics.quantile(sorted, count, share));
        }
    }

    /** The slope of a contour's voiced frames over the window. */
    private static double trend(Contours window, double[] x) {
        double length = Math.max(window.frames - 1, 1);
        double timeMean = 0;
        double mean = 0;
        for (int t = 0; t < window.frames; t++) {
            if (window.voiced[t]) {
                timeMean += t / length / window.voicedFrames;
                mean += x[t] / window.voicedFrames;
            }
        }
        double product = 0;
        double square = 0;
        for (int t = 0; t < window.frames; t++) {
            if (window.voiced[t]) {
                double time = t / length - timeMean;
                product += time * (x[t] - mean);
                square += time * time;
            }
        }
        return product / (square + 1e-3);
    }
}
