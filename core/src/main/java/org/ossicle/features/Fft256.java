package org.ossicle.features;

/**
 * The complex transform of length 256 that a real one of 512 needs, the length of nearly every
 * front end: four stages of radix 4, as {@link FftStage} describes them.
 *
 * <p>All lengths and strides are literals, because then the just-in-time compiler drops the range
 * checks of every access, and makes vector code of the last stage, which works in place.
 */
final class Fft256 implements ComplexFft {
    static final int LENGTH = 256;

    private final float[] turns1 = new Radix4Stage(64, 1).turns;
    private final float[] turns2 = new Radix4Stage(16, 4).turns;
    private final float[] turns3 = new Radix4Stage(4, 16).turns;
    private final float[] workRe = new float[LENGTH];
    private final float[] workIm = new float[LENGTH];

    @Override
    public void run(float[] pairs, float[] re, float[] im) {
        stage1(pairs, re, im, turns1);
        stage2(re, im, workRe, workIm, turns2);
        stage3(workRe, workIm, re, im, turns3);
        stage4(re, im);
    }

    private static void stage1(float[] pairs, float[] yr, float[] yi, float[] w) {
        for (int p = 0; p < 64; p++) {
            int a = 2 * p;
            int b = a + 128;
            int c = a + 256;
            int d = a + 384;
            float sumAcR = pairs[a] + pairs[c];
            float sumAcI = pairs[a + 1] + pairs[c + 1];
            float difAcR = pairs[a] - pairs[c];
            float difAcI = pairs[a + 1] - pairs[c + 1];
            float sumBdR = pairs[b] + pairs[d];
            float sumBdI = pairs[b + 1] + pairs[d + 1];
            float difBdR = pairs[b] - pairs[d];
            float difBdI = pairs[b + 1] - pairs[d + 1];
            int o = 4 * p;
            int t = 6 * p;
            yr[o] = sumAcR + sumBdR;
            yi[o] = sumAcI + sumBdI;
            FftStage.turn(yr, yi, o + 1, difAcR + difBdI, difAcI - difBdR, w, t);
            FftStage.turn(yr, yi, o + 2, sumAcR - sumBdR, sumAcI - sumBdI, w, t + 2);
            FftStage.turn(yr, yi, o + 3, difAcR - difBdI, difAcI + difBdR, w, t + 4);
        }
    }

    private static void stage2(float[] xr, float[] xi, float[] yr, float[] yi, float[] w) {
        for (int q = 0; q < 4; q++) {
            for (int p = 0; p < 16; p++) {
                butterfly(xr, xi, 4 * p + q, yr, yi, 16 * p + q, 4, w, 6 * p);
            }
        }
    }

    private static void stage3(float[] xr, float[] xi, float[] yr, float[] yi, float[] w) {
        for (int p = 0; p < 4; p++) {
            for (int q = 0; q < 16; q++) {
                butterfly(xr, xi, 16 * p + q, yr, yi, 64 * p + q, 16, w, 6 * p);
            }
        }
    }

    private static void butterfly(
            float[] xr,
            float[] xi,
            int a,
            float[] yr,
            float[] yi,
            int o,
            int stride,
            float[] w,
            int t) {
        float sumAcR = xr[a] + xr[a + 128];
        float sumAcI = xi[a] + xi[a + 128];
        float difAcR = xr[a] - xr[a + 128];
        float difAcI = xi[a] - xi[a + 128];
        float sumBdR = xr[a + 64] + xr[a + 192];
        float sumBdI = xi[a + 64] + xi[a + 192];
        float difBdR = xr[a + 64] - xr[a + 192];
        float difBdI = xi[a + 64] - xi[a + 192];
        yr[o] = sumAcR + sumBdR;
        yi[o] = sumAcI + sumBdI;
        FftStage.turn(yr, yi, o + stride, difAcR + difBdI, difAcI - difBdR, w, t);
        FftStage.turn(yr, yi, o + 2 * stride, sumAcR - sumBdR, sumAcI - sumBdI, w, t + 2);
        FftStage.turn(yr, yi, o + 3 * stride, difAcR - difBdI, difAcI + difBdR, w, t + 4);
    }

    private static void stage4(float[] re, float[] im) {
        for (int q = 0; q < 64; q++) {
            float sumAcR = re[q] + re[q + 128];
            float sumAcI = im[q] + im[q + 128];
            float difAcR = re[q] - re[q + 128];
            float difAcI = im[q] - im[q + 128];
            float sumBdR = re[q + 64] + re[q + 192];
            float sumBdI = im[q + 64] + im[q + 192];
            float difBdR = re[q + 64] - re[q + 192];
            float difBdI = im[q + 64] - im[q + 192];
            re[q] = sumAcR + sumBdR;
            im[q] = sumAcI + sumBdI;
            re[q + 64] = difAcR + difBdI;
            im[q + 64] = difAcI - difBdR;
            re[q + 128] = sumAcR - sumBdR;
            im[q + 128] = sumAcI - sumBdI;
            re[q + 192] = difAcR - difBdI;
            im[q + 192] = difAcI + difBdR;
        }
    }
}
