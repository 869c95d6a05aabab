package org.ossicle.features;

/** A stage of radix 5, which Whisper's transform of 400 needs twice. */
final class Radix5Stage extends FftStage {
    private static final float COS_72 = 0.30901699437494745f;
    private static final float SIN_72 = 0.9510565162951535f;
    private static final float COS_144 = -0.8090169943749475f;
    private static final float SIN_144 = 0.5877852522924731f;

    Radix5Stage(int groups, int stride) {
        super(5, groups, stride);
    }

    @Override
    void run(float[] xr, float[] xi, float[] yr, float[] yi) {
        for (int p = 0; p < groups; p++) {
            for (int q = 0; q < stride; q++) {
                butterfly(xr, xi, yr, yi, stride * p + q, 5 * stride * p + q, 8 * p);
            }
        }
    }

    /** Pairs branches 1 and 4, 2 and 3, whose roots of unity are conjugate. */
    private void butterfly(float[] xr, float[] xi, float[] yr, float[] yi, int a, int o, int t) {
        int b = a + groups * stride;
        int c = b + groups * stride;
        int d = c + groups * stride;
        int e = d + groups * stride;
        float sumBeR = xr[b] + xr[e];
        float sumBeI = xi[b] + xi[e];
        float difBeR = xr[b] - xr[e];
        float difBeI = xi[b] - xi[e];
        float sumCdR = xr[c] + xr[d];
        float sumCdI = xi[c] + xi[d];
        float difCdR = xr[c] - xr[d];
        float difCdI = xi[c] - xi[d];
        float evenR1 = xr[a] + COS_72 * sumBeR + COS_144 * sumCdR;
        float evenI1 = xi[a] + COS_72 * sumBeI + COS_144 * sumCdI;
        float evenR2 = xr[a] + COS_144 * sumBeR + COS_72 * sumCdR;
        float evenI2 = xi[a] + COS_144 * sumBeI + COS_72 * sumCdI;
        float oddR1 = SIN_72 * difBeI + SIN_144 * difCdI;
        float oddI1 = SIN_72 * difBeR + SIN_144 * difCdR;
        float oddR2 = SIN_144 * difBeI - SIN_72 * difCdI;
        float oddI2 = SIN_144 * difBeR - SIN_72 * difCdR;
        yr[o] = xr[a] + sumBeR + sumCdR;
        yi[o] = xi[a] + sumBeI + sumCdI;
        turn(yr, yi, o + stride, evenR1 + oddR1, evenI1 - oddI1, turns, t);
        turn(yr, yi, o + 2 * stride, evenR2 + oddR2, evenI2 - oddI2, turns, t + 2);
        turn(yr, yi, o + 3 * stride, evenR2 - oddR2, evenI2 + oddI2, turns, t + 4);
        turn(yr, yi, o + 4 * stride, evenR1 - oddR1, evenI1 + oddI1, turns, t + 6);
    }
}
