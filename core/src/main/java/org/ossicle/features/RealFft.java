package org.ossicle.features;

/**
 * Power spectrum of a real signal of any even length, by one complex transform of half the length.
 *
 * <p>The complex transform is the self-sorting mixed-radix algorithm of Stockham. Single precision
 * throughout: the error of a bin is about 1e-7 of the largest amplitude of the frame, not of that
 * bin.
 *
 * <p>An instance owns its work arrays, so it serves one thread at a time and allocates nothing once
 * made.
 */
final class RealFft {
    private final int half;
    private final FftStage[] stages;
    private final SplitPower split;
    private float[] re;
    private float[] im;
    private float[] nextRe;
    private float[] nextIm;

    /**
     * @param size length of the real frame, even and at least 2
     */
    RealFft(int size) {
        if (size < 2 || size % 2 != 0) {
            throw new IllegalArgumentException("FFT size must be even and positive, not " + size);
        }
        this.half = size / 2;
        this.stages = FftStage.stages(half);
        this.split = new SplitPower(half);
        this.re = new float[half];
        this.im = new float[half];
        this.nextRe = new float[half];
        this.nextIm = new float[half];
    }

    /**
     * Writes |X(k)|^2 for k = 0..size/2.
     *
     * @param frame at least {@code size} samples, left as they are
     * @param power at least {@code size / 2 + 1} values, overwritten
     */
    void power(float[] frame, float[] power) {
        int first = 0;
        if (half % 4 == 0) {
            ((Radix4Stage) stages[0]).runOnPairs(frame, nextRe, nextIm);
            swap();
            first = 1;
        } else {
            for (int i = 0; i < half; i++) {
                re[i] = frame[2 * i];
                im[i] = frame[2 * i + 1];
            }
        }
        for (int t = first; t < stages.length; t++) {
            stages[t].run(re, im, nextRe, nextIm);
            swap();
        }
        split.power(re, im, power);
    }

    private void swap() {
        float[] r = re;
        re = nextRe;
        nextRe = r;
        float[] i = im;
        im = nextIm;
        nextIm = i;
    }
}
