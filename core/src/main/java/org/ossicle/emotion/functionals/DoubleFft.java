package org.ossicle.emotion.functionals;

/** A complex Fourier transform in double precision, in place, by radix 2. */
final class DoubleFft {
    private final int length;
    private final int[] reversed;
    private final double[] cos;
    private final double[] sin;

    /**
     * @param length a power of two, at least 2
     */
    DoubleFft(int length) {
        this.length = length;
        this.reversed = new int[length];
        int shift = 32 - Integer.numberOfTrailingZeros(length);
        for (int i = 0; i < length; i++) {
            reversed[i] = Integer.reverse(i) >>> shift;
        }
        this.cos = new double[length / 2];
        this.sin = new double[length / 2];
        for (int k = 0; k < length / 2; k++) {
            cos[k] = Math.cos(-2 * Math.PI * k / length);
            sin[k] = Math.sin(-2 * Math.PI * k / length);
        }
    }

    /** Replaces x by X(k) = sum over n of x(n) exp(-2 pi i n k / length). */
    void run(double[] re, double[] im) {
        reorder(re, im);
        for (int half = 1; half < length; half *= 2) {
            int stride = length / (2 * half);
            for (int block = 0; block < length; block += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = block + k;
                    int b = a + half;
                    double c = cos[k * stride];
                    double s = sin[k * stride];
                    double r = re[b] * c - im[b] * s;
                    double i = re[b] * s + im[b] * c;
                    re[b] = re[a] - r;
                    im[b] = im[a] - i;
                    re[a] += r;
                    im[a] += i;
                }
            }
        }
    }

    private void reorder(double[] re, double[] im) {
        for (int i = 0; i < length; i++) {
            int j = reversed[i];
            if (i < j) {
                double r = re[i];
                re[i] = re[j];
                re[j] = r;
                double m = im[i];
                im[i] = im[j];
                im[j] = m;
            }
        }
    }
}
