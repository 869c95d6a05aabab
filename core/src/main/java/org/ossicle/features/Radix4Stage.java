package org.ossicle.features;

/** A stage of radix 4, the one that transforms of powers of two consist of. */
final class Radix4Stage extends FftStage {
    Radix4Stage(int groups, int stride) {
        super(4, groups, stride);
    }

    @Override
    void run(float[] xr, float[] xi, float[] yr, float[] yi) {
        if (groups == 1) {
            runUnturned(xr, xi, yr, yi);
        } else if (groups > stride) {
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

    /**
     * Runs the first stage, of stride 1, on a real frame whose samples in pairs are the complex
     * values.
     */
    void runOnPairs(float[] frame, float[] yr, float[] yi) {
        int quarter = 2 * groups;
        for (int p = 0; p < groups; p++) {
            int a = 2 * p;
            int b = a + quarter;
            int c = b + quarter;
            int d = c + quarter;
            float sumAcR = frame[a] + frame[c];
            float sumAcI = frame[a + 1] + frame[c + 1];
            float difAcR = frame[a] - frame[c];
            float difAcI = frame[a + 1] - frame[c + 1];
            float sumBdR = frame[b] + frame[d];
            float sumBdI = frame[b + 1] + frame[d + 1];
            float difBdR = frame[b] - frame[d];
            float difBdI = frame[b + 1] - frame[d + 1];
            int o = 4 * p;
            int t = 6 * p;
            yr[o] = sumAcR + sumBdR;
            yi[o] = sumAcI + sumBdI;
            turn(yr, yi, o + 1, difAcR + difBdI, difAcI - difBdR, t);
            turn(yr, yi, o + 2, sumAcR - sumBdR, sumAcI - sumBdI, t + 2);
            turn(yr, yi, o + 3, difAcR - difBdI, difAcI + difBdR, t + 4);
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
        turn(yr, yi, o + stride, difAcR + difBdI, difAcI - difBdR, t);
        turn(yr, yi, o + 2 * stride, sumAcR - sumBdR, sumAcI - sumBdI, t + 2);
        turn(yr, yi, o + 3 * stride, difAcR - difBdI, difAcI + difBdR, t + 4);
    }

    /** The last stage, which has one group and so nothing to turn. */
    private void runUnturned(float[] xr, float[] xi, float[] yr, float[] yi) {
        int s = stride;
        for (int q = 0; q < s; q++) {
            float sumAcR = xr[q] + xr[q + 2 * s];
            float sumAcI = xi[q] + xi[q + 2 * s];
            float difAcR = xr[q] - xr[q + 2 * s];
            float difAcI = xi[q] - xi[q + 2 * s];
            float sumBdR = xr[q + s] + xr[q + 3 * s];
            float sumBdI = xi[q + s] + xi[q + 3 * s];
            float difBdR = xr[q + s] - xr[q + 3 * s];
            float difBdI = xi[q + s] - xi[q + 3 * s];
            yr[q] = sumAcR + sumBdR;
            yi[q] = sumAcI + sumBdI;
            yr[q + s] = difAcR + difBdI;
            yi[q + s] = difAcI - difBdR;
            yr[q + 2 * s] = sumAcR - sumBdR;
            yi[q + 2 * s] = sumAcI - sumBdI;
            yr[q + 3 * s] = difAcR - difBdI;
            yi[q + 3 * s] = difAcI + difBdR;
        }
    }
}
