package org.ossicle.features;

/**
 * Triangular filters over a power spectrum. The corner of one triangle is the peak of the next, so
 * between two neighbouring corners a bin lies on the rising side of one filter and on the falling
 * side of the one before: two weights per bin are all there is.
 *
 * <p>Holds work arrays, so it serves one thread at a time.
 */
final class MelBank {
    private final int filters;

    /** First bin at or above each of the filters + 2 corners. */
    private final int[] cornerBin;

    private final float[] risingWeight;
    private final float[] fallingWeight;
    private final float[] rising;
    private final float[] falling;

    /**
     * @param fftSize of the spectrum, whose bins are 0..fftSize / 2
     * @param lowHz where the first triangle begins
     * @param highHz where the last triangle ends, at most half the rate
     * @throws IllegalArgumentException when a triangle holds no bin of the spectrum
     */
    MelBank(
            MelScale scale,
            int sampleRateHz,
            int fftSize,
            int filters,
            double lowHz,
            double highHz) {
        this.filters = filters;
        int bins = scale == MelScale.KALDI ? fftSize / 2 : fftSize / 2 + 1;
        double[] corner = corners(scale, filters, lowHz, highHz);
        cornerBin = new int[filters + 2];
        risingWeight = new float[bins];
        fallingWeight = new float[bins];
        rising = new float[bins];
        falling = new float[bins];
        int at = 0;
        for (int bin = 0; bin < bins; bin++) {
            double hz = (double) sampleRateHz * bin / fftSize;
            double x = scale == MelScale.KALDI ? scale.fromHz(hz) : hz;
            while (at < corner.length && x >= corner[at]) {
                cornerBin[at++] = bin;
            }
            int segment = at - 1;
            if (segment >= 0 && segment < filters) {
                double up = (x - corner[segment]) / (corner[segment + 1] - corner[segment]);
                risingWeight[bin] = (float) (up * height(scale, corner, segment));
            }
            if (segment >= 1 && segment <= filters) {
                double down = (corner[segment + 1] - x) / (corner[segment + 1] - corner[segment]);
                fallingWeight[bin] = (float) (down * height(scale, corner, segment - 1));
            }
        }
        java.util.Arrays.fill(cornerBin, at, cornerBin.length, bins);
        requireNoneEmpty((double) sampleRateHz / fftSize);
    }

    int filters() {
        return filters;
    }

    /**
     * Writes one energy per filter.
     *
     * @param power of the bins 0..fftSize / 2
     */
    void apply(float[] power, float[] energies, int offset) {
        for (int i = 0; i < rising.length; i++) {
            rising[i] = risingWeight[i] * power[i];
        }
        for (int i = 0; i < falling.length; i++) {
            falling[i] = fallingWeight[i] * power[i];
        }
        float before = 0;
        int bin = cornerBin[0];
        for (int segment = 0; segment <= filters; segment++) {
            float up = 0;
            float down = 0;
            for (int end = cornerBin[segment + 1]; bin < end; bin++) {
                up += rising[bin];
                down += falling[bin];
            }
            if (segment > 0) {
                energies[offset + segment - 1] = before + down;
            }
            before = up;
        }
    }

    /** Corners on the axis on which the sides of the triangles are straight. */
    private static double[] corners(MelScale scale, int filters, double lowHz, double highHz) {
        double low = scale.fromHz(lowHz);
        double step = (scale.fromHz(highHz) - low) / (filters + 1);
        double[] corner = new double[filters + 2];
        for (int i = 0; i < corner.length; i++) {
            double mel = low + i * step;
            corner[i] = scale == MelScale.KALDI ? mel : scale.toHz(mel);
        }
        return corner;
    }

    private static double height(MelScale scale, double[] corner, int filter) {
        return scale == MelScale.KALDI ? 1 : 2 / (corner[filter + 2] - corner[filter]);
    }

    private void requireNoneEmpty(double binHz) {
        float[] flat = new float[risingWeight.length];
        java.util.Arrays.fill(flat, 1f);
        float[] sums = new float[filters];
        apply(flat, sums, 0);
        for (int f = 0; f < filters; f++) {
            if (!(sums[f] > 0)) {
                throw new IllegalArgumentException(
                        "mel filter "
                                + f
                                + " of "
                                + filters
                                + " holds none of the FFT bins, which"
                                + " are "
                                + binHz
                                + " Hz apart; use fewer filters or a longer FFT");
            }
        }
    }
}
