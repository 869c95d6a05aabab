package org.ossicle.features;

/**
 * One stage of a self-sorting complex transform, of radix r. It reads x and writes y, both of
 * {@code groups * r * stride} complex values: element q of group p of branch k is read at {@code q
 * + stride * (p + groups * k)} and, turned by exp(-2 pi i p k / (groups * r)), written at {@code q
 * + stride * (r * p + k)}.
 */
abstract class FftStage {
    final int radix;
    final int groups;
    final int stride;

    /** Cosine and sine of the turns, side by side: r - 1 pairs per group, k = 1..r - 1. */
    final float[] turns;

    FftStage(int radix, int groups, int stride) {
        this.radix = radix;
        this.groups = groups;
        this.stride = stride;
        this.turns = new float[2 * groups * (radix - 1)];
        int at = 0;
        for (int p = 0; p < groups; p++) {
            for (int k = 1; k < radix; k++) {
                double angle = -2 * Math.PI * p * k / (groups * radix);
                turns[at++] = (float) Math.cos(angle);
                turns[at++] = (float) Math.sin(angle);
            }
        }
    }

    /**
     * The stages of a transform, fours first, then 2, 3, 5 and larger primes; none for length 1.
     */
    static FftStage[] stages(int length) {
        FftStage[] found = new FftStage[Integer.SIZE];
        int count = 0;
        int stride = 1;
        int radix = 4;
        for (int rest = length; rest > 1; ) {
            if (rest % radix == 0) {
                rest /= radix;
                found[count++] = stage(radix, rest, stride);
                stride *= radix;
            } else {
                radix = radix == 4 ? 2 : radix == 2 ? 3 : radix + 2;
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }

    private static FftStage stage(int radix, int groups, int stride) {
        switch (radix) {
            case 4:
                return new Radix4Stage(groups, stride);
            case 2:
                return new Radix2Stage(groups, stride);
            case 5:
                return new Radix5Stage(groups, stride);
            default:
                return new PrimeStage(radix, groups, stride);
        }
    }

    /** Runs the stage; x and y are different arrays. */
    abstract void run(float[] xr, float[] xi, float[] yr, float[] yi);

    /** Writes (re, im) at an index of y, turned by the pair at {@code w[t]}. */
    static void turn(float[] yr, float[] yi, int at, float re, float im, float[] w, int t) {
        yr[at] = re * w[t] - im * w[t + 1];
        yi[at] = re * w[t + 1] + im * w[t];
    }
}
