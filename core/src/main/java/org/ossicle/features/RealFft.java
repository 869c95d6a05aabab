package org.ossicle.features;

/**
 * Power spectrum of a real signal of any even length, by one complex transform of half the length.
 *
 * <p>The complex transform is the self-sorting mixed-radix algorithm of Stockham with radices 4, 2,
 * 5 and, for what remains, a plain prime butterfly; the two halves are separated by the usual
 * even/odd symmetry. Single precision throughout: the error of a bin is about 1e-7 of the largest
 * amplitude of the frame, not of that bin.
 *
 * <p>An instance owns its work arrays, so it serves one thread at a time and allocates nothing once
 * made.
 */
final class RealFft {
    private final int size;
    private final int half;
    private final int[] radices;
    private final float[][] twiddles;
    private final SplitPower split;
    private float[] re;
    private float[] im;
    private float[] spareRe;
    private float[] spareIm;

    /**
     * @param size length of the real frame, even and at least 2
     */
    RealFft(int size) {
        if (size < 2 || size % 2 != 0) {
            throw new IllegalArgumentException("FFT size must be even and positive, not " + size);
        }
        this.size = size;
        this.half = size / 2;
        this.radices = FftFactors.radices(half);
        this.twiddles = FftFactors.twiddles(half, radices);
        this.split = new SplitPower(half);
        this.re = new float[half];
        this.im = new float[half];
        this.spareRe = new float[half];
        this.spareIm = new float[half];
    }

    int size() {
        return size;
    }

    /**
     * Writes |X(k)|^2 for k = 0..size/2.
     *
     * @param frame at least {@code size} samples, left as they are
     * @param power at least {@code size / 2 + 1} values, overwritten
     */
    void power(float[] frame, float[] power) {
        int firstStage = 0;
        int stride = 1;
        if (radices.length > 0 && radices[0] == 4) {
            FftButterflies.firstRadix4(frame, spareRe, spareIm, half / 4, twiddles[0]);
            swap();
            firstStage = 1;
            stride = 4;
        } else {
            for (int i = 0; i < half; i++) {
                re[i] = frame[2 * i];
                im[i] = frame[2 * i + 1];
            }
        }
        for (int t = firstStage; t < radices.length; t++) {
            runStage(radices[t], half / (stride * radices[t]), stride, twiddles[t]);
            stride *= radices[t];
            swap();
        }
        split.power(re, im, power);
    }

    private void runStage(int radix, int groups, int stride, float[] twiddle) {
        switch (radix) {
            case 4:
                FftButterflies.radix4(re, im, spareRe, spareIm, groups, stride, twiddle);
                break;
            case 2:
                FftButterflies.radix2(re, im, spareRe, spareIm, groups, stride, twiddle);
                break;
            case 5:
                FftButterflies.radix5(re, im, spareRe, spareIm, groups, stride, twiddle);
                break;
            default:
                FftButterflies.prime(radix, re, im, spareRe, spareIm, groups, stride, twiddle);
        }
    }

    private void swap() {
        float[] r = re;
        re = spareRe;
        spareRe = r;
        float[] i = im;
        im = spareIm;
        spareIm = i;
    }
}
