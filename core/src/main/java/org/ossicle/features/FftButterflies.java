package org.ossicle.features;

/**
 * The stages of a self-sorting complex transform. A stage of radix r reads x and writes y, both
 * holding {@code groups * r * stride} complex values: element q of group p of branch k is read at
 * {@code q + stride * (p + groups * k)} and written at {@code q + stride * (r * p + k)}. The arrays
 * must not be the same; {@code w} is the stage's table of {@link FftFactors#twiddles}.
 */
final class FftButterflies {
    private static final float COS_72 = 0.30901699437494745f;
    private static final float SIN_72 = 0.9510565162951535f;
    private static final float COS_144 = -0.8090169943749475f;
    private static final float SIN_144 = 0.5877852522924731f;

    private FftButterflies() {}

    /** A radix-4 stage of stride 1 whose input is a real frame read as pairs (re, im). */
    static void firstRadix4(float[] frame, float[] yr, float[] yi, int groups, float[] w) {
        int quarter = 2 * groups;
        for (int p = 0; p < groups; p++) {
            int a = 2 * p;
            float ar = frame[a];
            float ai = frame[a + 1];
            float br = frame[a + quarter];
            float bi = frame[a + quarter + 1];
            float cr = frame[a + 2 * quarter];
            float ci = frame[a + 2 * quarter + 1];
            float dr = frame[a + 3 * quarter];
            float di = frame[a + 3 * quarter + 1];
            float sumAcR = ar + cr;
            float sumAcI = ai + ci;
            float difAcR = ar - cr;
            float difAcI = ai - ci;
            float sumBdR = br + dr;
            float sumBdI = bi + di;
            float difBdR = br - dr;
            float difBdI = bi - di;
            float t1r = difAcR + difBdI;
            float t1i = difAcI - difBdR;
            float t2r = sumAcR - sumBdR;
            float t2i = sumAcI - sumBdI;
            float t3r = difAcR - difBdI;
            float t3i = difAcI + difBdR;
            int o = 4 * p;
            int t = 6 * p;
            yr[o] = sumAcR + sumBdR;
            yi[o] = sumAcI + sumBdI;
            yr[o + 1] = t1r * w[t] - t1i * w[t + 1];
            yi[o + 1] = t1r * w[t + 1] + t1i * w[t];
            yr[o + 2] = t2r * w[t + 2] - t2i * w[t + 3];
            yi[o + 2] = t2r * w[t + 3] + t2i * w[t + 2];
            yr[o + 3] = t3r * w[t + 4] - t3i * w[t + 5];
            yi[o + 3] = t3r * w[t + 5] + t3i * w[t + 4];
        }
    }

    static void radix4(
            float[] xr, float[] xi, float[] yr, float[] yi, int groups, int stride, float[] w) {
        int quarter = groups * stride;
        if (groups > stride) {
            for (int q = 0; q < stride; q++) {
                for (int p = 0; p < groups; p++) {
                    int t = 6 * p;
                    butterfly4(
                            xr,
                            xi,
                            stride * p + q,
                            quarter,
                            yr,
                            yi,
                            4 * stride * p + q,
                            stride,
                            w[t],
                            w[t + 1],
                            w[t + 2],
                            w[t + 3],
                            w[t + 4],
                            w[t + 5]);
                }
            }
            return;
        }
        plain4(xr, xi, yr, yi, quarter, stride);
        for (int p = 1; p < groups; p++) {
            int t = 6 * p;
            float w1r = w[t];
            float w1i = w[t + 1];
            float w2r = w[t + 2];
            float w2i = w[t + 3];
            float w3r = w[t + 4];
            float w3i = w[t + 5];
            int a = stride * p;
            for (int q = 0; q < stride; q++) {
                butterfly4(
                        xr, xi, a + q, quarter, yr, yi, 4 * a + q, stride, w1r, w1i, w2r, w2i, w3r,
                        w3i);
            }
        }
    }

    private static void butterfly4(
            float[] xr,
            float[] xi,
            int a,
            int quarter,
            float[] yr,
            float[] yi,
            int o,
            int stride,
            float w1r,
            float w1i,
            float w2r,
            float w2i,
            float w3r,
            float w3i) {
        float ar = xr[a];
        float ai = xi[a];
        float br = xr[a + quarter];
        float bi = xi[a + quarter];
        float cr = xr[a + 2 * quarter];
        float ci = xi[a + 2 * quarter];
        float dr = xr[a + 3 * quarter];
        float di = xi[a + 3 * quarter];
        float sumAcR = ar + cr;
        float sumAcI = ai + ci;
        float difAcR = ar - cr;
        float difAcI = ai - ci;
        float sumBdR = br + dr;
        float sumBdI = bi + di;
        float difBdR = br - dr;
        float difBdI = bi - di;
        float t1r = difAcR + difBdI;
        float t1i = difAcI - difBdR;
        float t2r = sumAcR - sumBdR;
        float t2i = sumAcI - sumBdI;
        float t3r = difAcR - difBdI;
        float t3i = difAcI + difBdR;
        yr[o] = sumAcR + sumBdR;
        yi[o] = sumAcI + sumBdI;
        yr[o + stride] = t1r * w1r - t1i * w1i;
        yi[o + stride] = t1r * w1i + t1i * w1r;
        yr[o + 2 * stride] = t2r * w2r - t2i * w2i;
        yi[o + 2 * stride] = t2r * w2i + t2i * w2r;
        yr[o + 3 * stride] = t3r * w3r - t3i * w3i;
        yi[o + 3 * stride] = t3r * w3i + t3i * w3r;
    }

    /** Group 0 of a radix-4 stage, whose twiddle factors are all one. */
    private static void plain4(
            float[] xr, float[] xi, float[] yr, float[] yi, int quarter, int stride) {
        for (int q = 0; q < stride; q++) {
            float ar = xr[q];
            float ai = xi[q];
            float br = xr[q + quarter];
            float bi = xi[q + quarter];
            float cr = xr[q + 2 * quarter];
            float ci = xi[q + 2 * quarter];
            float dr = xr[q + 3 * quarter];
            float di = xi[q + 3 * quarter];
            float sumAcR = ar + cr;
            float sumAcI = ai + ci;
            float difAcR = ar - cr;
            float difAcI = ai - ci;
            float sumBdR = br + dr;
            float sumBdI = bi + di;
            float difBdR = br - dr;
            float difBdI = bi - di;
            yr[q] = sumAcR + sumBdR;
            yi[q] = sumAcI + sumBdI;
            yr[q + stride] = difAcR + difBdI;
            yi[q + stride] = difAcI - difBdR;
            yr[q + 2 * stride] = sumAcR - sumBdR;
            yi[q + 2 * stride] = sumAcI - sumBdI;
            yr[q + 3 * stride] = difAcR - difBdI;
            yi[q + 3 * stride] = difAcI + difBdR;
        }
    }

    static void radix2(
            float[] xr, float[] xi, float[] yr, float[] yi, int groups, int stride, float[] w) {
        int middle = groups * stride;
        for (int p = 0; p < groups; p++) {
            float wr = w[2 * p];
            float wi = w[2 * p + 1];
            int base = stride * p;
            for (int q = 0; q < stride; q++) {
                int a = base + q;
                float difR = xr[a] - xr[a + middle];
                float difI = xi[a] - xi[a + middle];
                int o = 2 * base + q;
                yr[o] = xr[a] + xr[a + middle];
                yi[o] = xi[a] + xi[a + middle];
                yr[o + stride] = difR * wr - difI * wi;
                yi[o + stride] = difR * wi + difI * wr;
            }
        }
    }

    static void radix5(
            float[] xr, float[] xi, float[] yr, float[] yi, int groups, int stride, float[] w) {
        int fifth = groups * stride;
        for (int p = 0; p < groups; p++) {
            for (int q = 0; q < stride; q++) {
                int a = stride * p + q;
                float ar = xr[a];
                float ai = xi[a];
                float s1r = xr[a + fifth] + xr[a + 4 * fifth];
                float s1i = xi[a + fifth] + xi[a + 4 * fifth];
                float d1r = xr[a + fifth] - xr[a + 4 * fifth];
                float d1i = xi[a + fifth] - xi[a + 4 * fifth];
                float s2r = xr[a + 2 * fifth] + xr[a + 3 * fifth];
                float s2i = xi[a + 2 * fifth] + xi[a + 3 * fifth];
                float d2r = xr[a + 2 * fifth] - xr[a + 3 * fifth];
                float d2i = xi[a + 2 * fifth] - xi[a + 3 * fifth];
                float evenR1 = ar + COS_72 * s1r + COS_144 * s2r;
                float evenI1 = ai + COS_72 * s1i + COS_144 * s2i;
                float evenR2 = ar + COS_144 * s1r + COS_72 * s2r;
                float evenI2 = ai + COS_144 * s1i + COS_72 * s2i;
                float oddR1 = SIN_72 * d1i + SIN_144 * d2i;
                float oddI1 = -(SIN_72 * d1r + SIN_144 * d2r);
                float oddR2 = SIN_144 * d1i - SIN_72 * d2i;
                float oddI2 = SIN_72 * d2r - SIN_144 * d1r;
                int o = 5 * stride * p + q;
                int t = 8 * p;
                yr[o] = ar + s1r + s2r;
                yi[o] = ai + s1i + s2i;
                turn(yr, yi, o + stride, evenR1 + oddR1, evenI1 + oddI1, w, t);
                turn(yr, yi, o + 2 * stride, evenR2 + oddR2, evenI2 + oddI2, w, t + 2);
                turn(yr, yi, o + 3 * stride, evenR2 - oddR2, evenI2 - oddI2, w, t + 4);
                turn(yr, yi, o + 4 * stride, evenR1 - oddR1, evenI1 - oddI1, w, t + 6);
            }
        }
    }

    private static void turn(float[] yr, float[] yi, int at, float re, float im, float[] w, int t) {
        yr[at] = re * w[t] - im * w[t + 1];
        yi[at] = re * w[t + 1] + im * w[t];
    }

    /** A stage of any radix by the defining sum; the roots of unity follow the twiddles in w. */
    static void prime(
            int radix,
            float[] xr,
            float[] xi,
            float[] yr,
            float[] yi,
            int groups,
            int stride,
            float[] w) {
        int step = groups * stride;
        int roots = 2 * (radix - 1) * groups;
        for (int p = 0; p < groups; p++) {
            for (int q = 0; q < stride; q++) {
                int a = stride * p + q;
                for (int k = 0; k < radix; k++) {
                    float sumR = 0;
                    float sumI = 0;
                    for (int j = 0; j < radix; j++) {
                        int root = roots + 2 * (j * k % radix);
                        float r = xr[a + j * step];
                        float i = xi[a + j * step];
                        sumR += r * w[root] - i * w[root + 1];
                        sumI += r * w[root + 1] + i * w[root];
                    }
                    int o = stride * (radix * p + k) + q;
                    if (k == 0) {
                        yr[o] = sumR;
                        yi[o] = sumI;
                    } else {
                        turn(yr, yi, o, sumR, sumI, w, 2 * ((radix - 1) * p + k - 1));
                    }
                }
            }
        }
    }
}
