package org.ossicle.emotion.functionals;

/** The power of a frame's frequencies: without its mean, under a Hann window, above a floor. */
final class PowerSpectrum {
    private static final int HALF = Descriptors.FFT_SIZE / 2;
    private static final double FLOOR = 1e-9;

    private final DoubleFft fft = new DoubleFft(HALF);
    private final double[] window = hann();
    private final double[] re = new double[HALF];
    private final double[] im = new double[HALF];
    private final double[] cos = new double[HALF + 1];
    private final double[] sin = new double[HALF + 1];

    PowerSpectrum() {
        for (int k = 0; k <= HALF; k++) {
            cos[k] = Math.cos(-Math.PI * k / HALF);
            sin[k] = Math.sin(-Math.PI * k / HALF);
        }
    }

    /** The window, whose ends are half a sample outside. */
    static double[] hann() {
        int n = Descriptors.FRAME_SAMPLES;
        double[] window = new double[n];
        for (int i = 0; i < n; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / n);
        }
        return window;
    }

    /**
     * Writes the power of all bins.
     *
     * @param samples one frame
     * @param power {@link Descriptors#BINS} values
     */
    void of(float[] samples, double[] power) {
        double sum = 0;
        for (int i = 0; i < Descriptors.FRAME_SAMPLES; i++) {
            sum += samples[i];
        }
        double mean = sum / Descriptors.FRAME_SAMPLES;
        for (int i = 0; i < Descriptors.FRAME_SAMPLES / 2; i++) {
            re[i] = (samples[2 * i] - mean) * window[2 * i];
            im[i] = (samples[2 * i + 1] - mean) * window[2 * i + 1];
        }
        java.util.Arrays.fill(re, Descriptors.FRAME_SAMPLES / 2, HALF, 0);
        java.util.Arrays.fill(im, Descriptors.FRAME_SAMPLES / 2, HALF, 0);
        fft.run(re, im);
        separate(power);
    }

    /** From the transform of even and odd samples as pairs to that of all. */
    private void separate(double[] power) {
        for (int k = 0; k <= HALF; k++) {
            int at = k % HALF;
            int mirrored = (HALF - k) % HALF;
            double evenRe = 0.5 * (re[at] + re[mirrored]);
            double evenIm = 0.5 * (im[at] - im[mirrored]);
            double oddRe = 0.5 * (im[at] + im[mirrored]);
            double oddIm = 0.5 * (re[mirrored] - re[at]);
            double r = evenRe + oddRe * cos[k] - oddIm * sin[k];
            double i = evenIm + oddRe * sin[k] + oddIm * cos[k];
            power[k] = r * r + i * i + FLOOR;
        }
    }
}
