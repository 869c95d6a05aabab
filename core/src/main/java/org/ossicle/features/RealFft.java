package org.ossicle.features;

/**
 * Power spectrum of a real signal of any even length, by one complex transform of half the length.
 *
 * <p>Single precision throughout: the error of a bin is about 1e-7 of the largest amplitude of the
 * frame, not of that bin.
 *
 * <p>An instance owns its work arrays, so it serves one thread at a time and allocates nothing once
 * made.
 */
final class RealFft {
    private final ComplexFft fft;
    private final SplitPower split;
    private final float[] re;
    private final float[] im;

    /**
     * @param size length of the real frame, even and at least 2
     */
    RealFft(int size) {
        if (size < 2 || size % 2 != 0) {
            throw new IllegalArgumentException("FFT size must be even and positive, not " + size);
        }
        this.fft = ComplexFft.of(size / 2);
        this.split = new SplitPower(size / 2);
        this.re = new float[size / 2];
        this.im = new float[size / 2];
    }

    /**
     * Writes |X(k)|^2 for k = 0..size/2.
     *
     * @param frame at least {@code size} samples, left as they are
     * @param power at least {@code size / 2 + 1} values, overwritten
     */
    void power(float[] frame, float[] power) {
        fft.run(frame, re, im);
        split.power(re, im, power);
    }
}
