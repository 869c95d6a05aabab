package org.ossicle.features;

/** A complex transform of one length, of values that lie in a real array as pairs (re, im). */
interface ComplexFft {
    /**
     * Writes X(k) = sum over n of x(n) exp(-2 pi i n k / length), for k = 0..length - 1.
     *
     * @param pairs at least {@code 2 * length} floats, left as they are
     * @param re gets the real parts
     * @param im gets the imaginary parts
     */
    void run(float[] pairs, float[] re, float[] im);

    /** The fastest there is for a length. */
    static ComplexFft of(int length) {
        return length == Fft256.LENGTH ? new Fft256() : new MixedRadixFft(length);
    }
}
