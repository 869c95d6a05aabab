package org.ossicle.features;

/**
 * The last step of a real transform by one complex transform of half the length M: separates the
 * spectra of the even and the odd samples, turns the latter and adds. With Z the complex transform,
 * W = exp(-i pi k / M), 2 E = Z(k) + conj Z(M - k) and 2 O = -i (Z(k) - conj Z(M - k)), the bins
 * are X(k) = E + W O and X(M - k) = conj(E - W O).
 *
 * <p>The mirrored operands are copied in reverse first, so that the arithmetic runs over arrays in
 * step, which the compiler turns into vector code.
 */
final class SplitPower {
    private final int half;

    /** Pairs (k, half - k) with k = 1..pairs. */
    private final int pairs;

    private final float[] cos;
    private final float[] sin;
    private final float[] mirrorRe;
    private final float[] mirrorIm;
    private final float[] evenRe;
    private final float[] evenIm;
    private final float[] oddRe;
    private final float[] oddIm;
    private final float[] high;

    /**
     * @param half length of the complex transform
     */
    SplitPower(int half) {
        this.half = half;
        this.pairs = half / 2;
        int size = pairs + 1;
        cos = new float[size];
        sin = new float[size];
        for (int k = 0; k < size; k++) {
            cos[k] = (float) Math.cos(-Math.PI * k / half);
            sin[k] = (float) Math.sin(-Math.PI * k / half);
        }
        mirrorRe = new float[size];
        mirrorIm = new float[size];
        evenRe = new float[size];
        evenIm = new float[size];
        oddRe = new float[size];
        oddIm = new float[size];
        high = new float[size];
    }

    /**
     * Writes |X(k)|^2 for k = 0..half.
     *
     * @param re real part of the complex transform
     * @param im imaginary part
     */
    void power(float[] re, float[] im, float[] power) {
        for (int k = 1; k <= pairs; k++) {
            mirrorRe[k] = re[half - k];
        }
        for (int k = 1; k <= pairs; k++) {
            mirrorIm[k] = im[half - k];
        }
        separate(re, im);
        square(power);
        for (int k = 1; k <= pairs; k++) {
            power[half - k] = high[k];
        }
        float sum = re[0] + im[0];
        float difference = re[0] - im[0];
        power[0] = sum * sum;
        power[half] = difference * difference;
    }

    /** Fills 2 E and 2 W O. */
    private void separate(float[] re, float[] im) {
        for (int k = 0; k <= pairs; k++) {
            float r = im[k] + mirrorIm[k];
            float i = mirrorRe[k] - re[k];
            oddRe[k] = r * cos[k] - i * sin[k];
            oddIm[k] = r * sin[k] + i * cos[k];
        }
        for (int k = 0; k <= pairs; k++) {
            evenRe[k] = re[k] + mirrorRe[k];
            evenIm[k] = im[k] - mirrorIm[k];
        }
    }

    private void square(float[] power) {
        for (int k = 0; k <= pairs; k++) {
            float r = evenRe[k] + oddRe[k];
            float i = evenIm[k] + oddIm[k];
            power[k] = 0.25f * (r * r + i * i);
        }
        for (int k = 0; k <= pairs; k++) {
            float r = evenRe[k] - oddRe[k];
            float i = evenIm[k] - oddIm[k];
            high[k] = 0.25f * (r * r + i * i);
        }
    }
}
