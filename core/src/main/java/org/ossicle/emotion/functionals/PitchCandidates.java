package org.ossicle.emotion.functionals;

/**
 * The lags at which a frame repeats itself, by autocorrelation, corrected for what the window takes
 * from longer lags. After Boersma, "Accurate short-term analysis of the fundamental frequency and
 * the harmonics-to-noise ratio of a sampled sound" (1993).
 */
final class PitchCandidates {
    private static final int SIZE = Descriptors.FFT_SIZE;
    private static final int FIRST = Descriptors.SHORTEST_LAG;
    private static final int LAST = Descriptors.LONGEST_LAG;
    private static final int PITCH_END = Descriptors.endBin(3600);
    private static final int UPPER_BEGIN = Descriptors.firstBin(1500);
    private static final int UPPER_END = Descriptors.endBin(3400);
    private static final double LAG_COST = 0.04;
    private static final double STRONGEST = 0.9999;
    private static final double SMALLEST = 1e-12;

    private final DoubleFft fft = new DoubleFft(SIZE);
    private final double[] windowCorrelation = new double[LAST + 2];
    private final double[] lagCost = new double[LAST + 1];

    /** The spectrum up to 3600 Hz, then its correlation. */
    private final double[] whole = new double[SIZE];

    /** The spectrum from 1500 to 3400 Hz, then its correlation. */
    private final double[] upper = new double[SIZE];

    private final double[] correlation = new double[LAST + 2];
    private final int[] best = new int[Descriptors.CANDIDATES];
    private final double[] scores = new double[Descriptors.CANDIDATES];

    PitchCandidates() {
        double[] window = PowerSpectrum.hann();
        for (int lag = 0; lag < windowCorrelation.length; lag++) {
            double sum = 0;
            for (int i = 0; i + lag < window.length; i++) {
                sum += window[i] * window[i + lag];
            }
            windowCorrelation[lag] = sum;
        }
        for (int lag = windowCorrelation.length - 1; lag >= 0; lag--) {
            windowCorrelation[lag] /= windowCorrelation[0];
        }
        for (int lag = FIRST; lag <= LAST; lag++) {
            lagCost[lag] = LAG_COST * Math.log((double) lag / FIRST) / Math.log(2);
        }
    }

    /**
     * Writes lags, strengths and how periodic the upper band is at each lag, best candidate first.
     * Where there are fewer candidates, the lag is the longest and the strength 0.
     *
     * @param frame gets them at their places from {@code offset} on
     */
    void find(double[] power, float[] frame, int offset) {
        correlate(power);
        int found = best();
        for (int i = 0; i < Descriptors.CANDIDATES; i++) {
            double lag = LAST;
            double strength = 0;
            if (i < found) {
                double a = correlation[best[i] - 1];
                double b = correlation[best[i]];
                double c = correlation[best[i] + 1];
                double shift = 0.5 * (a - c) / Math.min(a - 2 * b + c, -SMALLEST);
                shift = Math.max(-0.5, Math.min(0.5, shift));
                lag = best[i] + shift;
                strength = Math.min(b - 0.25 * (a - c) * shift, STRONGEST);
            }
            int nearest = (int) Math.floor(lag + 0.5);
            double atLag = upper[nearest] / (upper[0] + SMALLEST) / windowCorrelation[nearest];
            frame[offset + Descriptors.LAG + i] = (float) lag;
            frame[offset + Descriptors.STRENGTH + i] = (float) strength;
            frame[offset + Descriptors.UPPER + i] = (float) atLag;
        }
    }

    /** Both correlations by one transform, as both spectra are real and even. */
    private void correlate(double[] power) {
        java.util.Arrays.fill(whole, 0);
        java.util.Arrays.fill(upper, 0);
        whole[0] = power[0] / SIZE;
        for (int k = 1; k < PITCH_END; k++) {
            whole[k] = power[k] / SIZE;
            whole[SIZE - k] = whole[k];
        }
        for (int k = UPPER_BEGIN; k < UPPER_END; k++) {
            upper[k] = power[k] / SIZE;
            upper[SIZE - k] = upper[k];
        }
        fft.run(whole, upper);
        for (int lag = 0; lag < correlation.length; lag++) {
            correlation[lag] = whole[lag] / (whole[0] + SMALLEST) / windowCorrelation[lag];
        }
    }

    /** Sorts the best peaks into {@link #best}, returns how many there are. */
    private int best() {
        int found = 0;
        for (int lag = FIRST; lag <= LAST; lag++) {
            double height = correlation[lag];
            if (!(height > correlation[lag - 1] && height >= correlation[lag + 1])) {
                continue;
            }
            double score = height - lagCost[lag];
            int place = found;
            while (place > 0 && score > scores[place - 1]) {
                place--;
            }
            if (place == Descriptors.CANDIDATES) {
                continue;
            }
            found = Math.min(found + 1, Descriptors.CANDIDATES);
            for (int i = found - 1; i > place; i--) {
                best[i] = best[i - 1];
                scores[i] = scores[i - 1];
            }
            best[place] = lag;
            scores[place] = score;
        }
        return found;
    }
}
