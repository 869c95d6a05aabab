package org.ossicle.features;

/** A stage of radix 2. */
final class Radix2Stage extends FftStage {
    Radix2Stage(int groups, int stride) {
        super(2, groups, stride);
    }

    @Override
    void run(float[] xr, float[] xi, float[] yr, float[] yi) {
        int half = groups * stride;
        for (int p = 0; p < groups; p++) {
            for (int q = 0; q < stride; q++) {
                int a = stride * p + q;
                int o = 2 * stride * p + q;
                yr[o] = xr[a] + xr[a + half];
                yi[o] = xi[a] + xi[a + half];
                turn(yr, yi, o + stride, xr[a] - xr[a + half], xi[a] - xi[a + half], turns, 2 * p);
            }
        }
    }
}
