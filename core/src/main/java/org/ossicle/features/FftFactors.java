package org.ossicle.features;

/** Splits a transform length into radices and tabulates each stage's twiddle factors. */
final class FftFactors {
    private FftFactors() {}

    /** Radices whose product is {@code length}, fours first; empty for length 1. */
    static int[] radices(int length) {
        int[] found = new int[Integer.SIZE];
        int count = 0;
        int rest = length;
        for (int radix = 4; rest > 1; ) {
            if (rest % radix == 0) {
                found[count++] = radix;
                rest /= radix;
            } else {
                radix = radix == 4 ? 2 : radix == 2 ? 3 : radix + 2;
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }

    /**
     * One table per stage. Stage t with radix r has m = length / (product of radices up to t)
     * groups and holds, for group p and branch k = 1..r-1, cos and sin of -2 pi p k / (m r), side
     * by side. A prime radix beyond 5 has its r roots of unity appended.
     */
    static float[][] twiddles(int length, int[] radices) {
        float[][] tables = new float[radices.length][];
        int remaining = length;
        for (int t = 0; t < radices.length; t++) {
            int radix = radices[t];
            int groups = remaining / radix;
            int own = 2 * (radix - 1) * groups;
            boolean generic = radix != 2 && radix != 4 && radix != 5;
            float[] table = new float[own + (generic ? 2 * radix : 0)];
            int at = 0;
            for (int p = 0; p < groups; p++) {
                for (int k = 1; k < radix; k++) {
                    at = put(table, at, (double) p * k / remaining);
                }
            }
            for (int k = 0; generic && k < radix; k++) {
                at = put(table, at, (double) k / radix);
            }
            tables[t] = table;
            remaining = groups;
        }
        return tables;
    }

    private static int put(float[] table, int at, double turns) {
        table[at] = (float) Math.cos(-2 * Math.PI * turns);
        table[at + 1] = (float) Math.sin(-2 * Math.PI * turns);
        return at + 2;
    }
}
