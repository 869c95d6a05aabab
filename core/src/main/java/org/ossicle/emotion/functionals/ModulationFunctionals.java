package org.ossicle.emotion.functionals;

/**
 * The shares of bands of modulation frequency in the slow changes of a contour, and their power.
 */
final class ModulationFunctionals {
    private static final double FRAME_RATE_HZ = 100;
    private static final double FIRST_HZ = 1;
    private static final double STEP_HZ = 0.5;
    private static final int FREQUENCIES = 54;
    private static final double[] EDGES_HZ = {1, 2.5, 4.5, 7, 11, 17, 28};
    private static final int[] CONTOURS = {
        Contours.ENERGY,
        Contours.FLUX,
        Contours.CEPSTRUM,
        Contours.CEPSTRUM + 1,
        Contours.HNR,
        Contours.LOW,
        Contours.HIGH_1
    };
    private static final int LEVELS = 5;
    private static final int FIRST_LEVEL_BAND = 3;
    private static final int BANDS_PER_LEVEL = 3;

    private final double[][] cosines;
    private final double[][] sines;
    private final double[] signal;
    private final double[] powers = new double[FREQUENCIES];

    /**
     * @param maxFrames most frames in a window
     */
    ModulationFunctionals(int maxFrames) {
        cosines = new double[FREQUENCIES][maxFrames];
        sines = new double[FREQUENCIES][maxFrames];
        signal = new double[maxFrames];
        for (int i = 0; i < FREQUENCIES; i++) {
            for (int t = 0; t < maxFrames; t++) {
                double phase = 2 * Math.PI * frequencyHz(i) * t / FRAME_RATE_HZ;
                cosines[i][t] = Math.cos(phase);
                sines[i][t] = Math.sin(phase);
            }
        }
    }

    private static double frequencyHz(int index) {
        return FIRST_HZ + index * STEP_HZ;
    }

    void add(Contours window, Row row) {
        int span = window.end - window.first;
        for (int contour : CONTOURS) {
            System.arraycopy(window.values[contour], window.first, signal, 0, span);
            add(span, row);
        }
        for (int level = 0; level < LEVELS; level++) {
            int band = FIRST_LEVEL_BAND + level * BANDS_PER_LEVEL;
            for (int t = 0; t < span; t++) {
                signal[t] = window.meanOfBands(band, band + BANDS_PER_LEVEL, window.first + t);
            }
            add(span, row);
        }
    }

    private void add(int span, Row row) {
        double mean = Statistics.mean(signal, span);
        for (int t = 0; t < span; t++) {
            double bell = 0.5 - 0.5 * Math.cos(2 * Math.PI * (t + 0.5) / span);
            signal[t] = (signal[t] - mean) * bell;
        }
        double total = 1e-3 * span;
        for (int i = 0; i < FREQUENCIES; i++) {
            double re = product(cosines[i], span);
            double im = product(sines[i], span);
            powers[i] = re * re + im * im;
            total += powers[i];
        }
        for (int band = 0; band + 1 < EDGES_HZ.length; band++) {
            double inside = 0;
            for (int i = 0; i < FREQUENCIES; i++) {
                double hz = frequencyHz(i);
                inside += hz >= EDGES_HZ[band] && hz < EDGES_HZ[band + 1] ? powers[i] : 0;
            }
            row.add(Math.log(inside / total + 0.01));
        }
        row.add(Math.log(total / ((double) span * span) + 1e-4));
    }

    private double product(double[] wave, int span) {
        double s0 = 0;
        double s1 = 0;
        int t = 0;
        for (; t + 1 < span; t += 2) {
            s0 += wave[t] * signal[t];
            s1 += wave[t + 1] * signal[t + 1];
        }
        return t < span ? s0 + s1 + wave[t] * signal[t] : s0 + s1;
    }
}
