package org.ossicle.emotion.functionals;

/**
 * The descriptors of one frame of 40 ms at 16 kHz: energy and mel bands, candidates of the pitch
 * with their strengths, harmonics and upper periodicities, and the shape of the spectrum.
 */
final class FrameDescriptors {
    private static final double LOWEST_HZ = 60;
    private static final double HIGHEST_HZ = 7800;
    private static final double[][] CENTROID_BANDS_HZ = {{300, 1000}, {900, 2500}, {2000, 3400}};
    private static final int NARROW_BINS = Descriptors.NARROW_END - Descriptors.NARROW_BEGIN;

    private final PowerSpectrum spectrum = new PowerSpectrum();
    private final PitchCandidates candidates = new PitchCandidates();
    private final double[][] bandWeights = new double[Descriptors.BANDS][];
    private final int[] bandBegin = new int[Descriptors.BANDS];
    private final double[] power = new double[Descriptors.BINS];
    private final double[] magnitude = new double[Descriptors.BINS];

    FrameDescriptors() {
        double low = mel(LOWEST_HZ);
        double step = (mel(HIGHEST_HZ) - low) / (Descriptors.BANDS + 1);
        for (int band = 0; band < Descriptors.BANDS; band++) {
            double from = hz(low + band * step);
            double centre = hz(low + (band + 1) * step);
            double to = hz(low + (band + 2) * step);
            bandBegin[band] = Descriptors.firstBin(from);
            bandWeights[band] = triangle(bandBegin[band], from, centre, to);
        }
    }

    private static double mel(double hz) {
        return 1127 * Math.log1p(hz / 700);
    }

    private static double hz(double mel) {
        return 700 * Math.expm1(mel / 1127);
    }

    /** Weights of sum 1 for the bins of a triangle. */
    private static double[] triangle(int begin, double from, double centre, double to) {
        double[] weights = new double[Descriptors.endBin(to) - begin];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double at = (begin + i) * Descriptors.BIN_HZ;
            double rise = (at - from) / (centre - from);
            double fall = (to - at) / (to - centre);
            weights[i] = Math.max(0, Math.min(rise, fall));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /**
     * Describes a frame.
     *
     * @param samples {@link Descriptors#FRAME_SAMPLES} in [-1, 1]
     * @param frame gets {@link Descriptors#COUNT} numbers from {@code offset} on
     */
    void of(float[] samples, float[] frame, int offset) {
        spectrum.of(samples, power);
        double sum = 0;
        double logSum = 0;
        for (int k = Descriptors.NARROW_BEGIN; k < Descriptors.NARROW_END; k++) {
            sum += power[k];
            logSum += Math.log(power[k]);
        }
        double energy = Math.log(sum / NARROW_BINS);
        frame[offset + Descriptors.ENERGY] = (float) energy;
        for (int band = 0; band < Descriptors.BANDS; band++) {
            frame[offset + Descriptors.BAND + band] = (float) Math.log(weighted(band));
        }
        candidates.find(power, frame, offset);
        harmonics(frame, offset);
        shape(logSum / NARROW_BINS - energy, frame, offset + Descriptors.SHAPE);
    }

    private double weighted(int band) {
        double[] weights = bandWeights[band];
        int begin = bandBegin[band];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * power[begin + i];
        }
        return sum;
    }

    private void harmonics(float[] frame, int offset) {
        for (int i = 0; i < Descriptors.CANDIDATES; i++) {
            double hz = Descriptors.SAMPLE_RATE_HZ / (double) frame[offset + Descriptors.LAG + i];
            int at = offset + Descriptors.HARMONIC + i * Descriptors.HARMONICS;
            for (int h = 1; h <= Descriptors.HARMONICS; h++) {
                int place = (int) Math.floor(hz * h / Descriptors.BIN_HZ + 0.5);
                double highest = Math.max(power[place - 1], power[place + 1]);
                frame[at + h - 1] = (float) Math.log(Math.max(highest, power[place]));
            }
        }
    }

    /** Centroid and deviation in kHz, flatness, centroids of three bands in kHz. */
    private void shape(double flatness, float[] frame, int at) {
        for (int k = 0; k < Descriptors.BINS; k++) {
            magnitude[k] = Math.sqrt(power[k]);
        }
        double centroid = moment(Descriptors.NARROW_BEGIN, Descriptors.NARROW_END, 1);
        double square = moment(Descriptors.NARROW_BEGIN, Descriptors.NARROW_END, 2);
        frame[at] = (float) centroid;
        frame[at + 1] = (float) Math.sqrt(Math.max(square - centroid * centroid, 0));
        frame[at + 2] = (float) flatness;
        for (int i = 0; i < CENTROID_BANDS_HZ.length; i++) {
            int begin = Descriptors.firstBin(CENTROID_BANDS_HZ[i][0]);
            int end = Descriptors.endBin(CENTROID_BANDS_HZ[i][1]);
            frame[at + 3 + i] = (float) moment(begin, end, 1);
        }
    }

    /** The mean of the frequency in kHz, or of its square, weighted with the magnitude. */
    private double moment(int begin, int end, int order) {
        double sum = 0;
        double total = 0;
        for (int k = begin; k < end; k++) {
            double khz = k * Descriptors.BIN_HZ / 1000;
            sum += magnitude[k] * (order == 1 ? khz : khz * khz);
            total += magnitude[k];
        }
        return sum / total;
    }
}
