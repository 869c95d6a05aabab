package org.ossicle.features;

/** A stage of any radix, by the defining sum; for the rare lengths with other prime factors. */
final class PrimeStage extends FftStage {
    /** The radix-th roots of unity, cosine and sine side by side. */
    private final float[] roots;

    PrimeStage(int radix, int groups, int stride) {
        super(radix, groups, stride);
        this.roots = new float[2 * radix];
        for (int k = 0; k < radix; k++) {
            roots[2 * k] = (float) Math.cos(-2 * Math.PI * k / radix);
            roots[2 * k + 1] = (float) Math.sin(-2 * Math.PI * k / radix);
        }
    }

    @Override
    void run(float[] xr, float[] xi, float[] yr, float[] yi) {
        for (int p = 0; p < groups; p++) {
            for (int q = 0; q < stride; q++) {
                for (int k = 0; k < radix; k++) {
                    sum(xr, xi, yr, yi, p, q, k);
                }
            }
        }
    }

    private void sum(float[] xr, float[] xi, float[] yr, float[] yi, int p, int q, int k) {
        float re = 0;
        float im = 0;
        for (int j = 0; j < radix; j++) {
            int from = q + stride * (p + groups * j);
            int root = 2 * (j * k % radix);
            re += xr[from] * roots[root] - xi[from] * roots[root + 1];
            im += xr[from] * roots[root + 1] + xi[from] * roots[root];
        }
        int to = q + stride * (radix * p + k);
        if (k == 0) {
            yr[to] = re;
            yi[to] = im;
        } else {
            turn(yr, yi, to, re, im, turns, 2 * ((radix - 1) * p + k - 1));
        }
    }
}
