package org.ossicle.features;

/** A stage of radix 4. */
final class Radix4Stage extends FftStage {
    Radix4Stage(int groups, int stride) {
        super(4, groups, stride);
    }

    @Override
    void run(float[] xr, float[] xi, float[] yr, float[] yi) {
        if (groups > stride) {
            for (int q = 0; q < stride; q++) {
                for (int p = 0; p < groups; p++) {
                    butterfly(xr, xi, yr, yi, stride * p + q, 4 * stride * p + q, 6 * p);
                }
            }
        } else {
            for (int p = 0; p < groups; p++) {
                for (int q = 0; q < stride; q++) {
                    butterfly(xr, xi, yr, yi, stride * p + q, 4 * stride * p + q, 6 * p);
                }
            }
        }
    }

    private void butterfly(float[] xr, float[] xi, float[] yr, float[] yi, int a, int o, int t) {
        int b = a + groups * stride;
        int c = b + groups * stride;
        int d = c + groups * stride;
        float sumAcR = xr[a] + xr[c];
        float sumAcI = xi[a] + xi[c];
        float difAcR = xr[a] - xr[c];
        float difAcI = xi[a] - xi[c];
        float sumBdR = xr[b] + xr[d];
        float sumBdI = xi[b] + xi[d];
        float difBdR = xr[b] - xr[d];
        float difBdI = xi[b] - xi[d];
        yr[o] = sumAcR + sumBdR;
        yi[o] = sumAcI + sumBdI;
        turn(yr, yi, o + stride, difAcR + difBdI, difAcI - difBdR, turns, t);
        turn(yr, yi, o + 2 * stride, sumAcR - sumBdR, sumAcI - sumBdI, turns, t + 2);
        turn(yr, yi, o + 3 * stride, difAcR - difBdI, difAcI + difBdR, turns, t + 4);
    }
}
