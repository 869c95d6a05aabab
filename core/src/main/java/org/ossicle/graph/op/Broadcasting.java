package org.ossicle.graph.op;

/** The rule by which element-wise operators stretch sizes of 1. */
public final class Broadcasting {
    private Broadcasting() {}

    /**
     * The sizes that both operands stretch to: aligned at the last dimension, equal or 1.
     *
     * @return the common sizes, or null if the operands do not fit together
     */
    public static long[] shape(long[] a, long[] b) {
        long[] result = new long[Math.max(a.length, b.length)];
        for (int i = 1; i <= result.length; i++) {
            long sizeA = i <= a.length ? a[a.length - i] : 1;
            long sizeB = i <= b.length ? b[b.length - i] : 1;
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
                return null;
            }
            result[result.length - i] = sizeA == 1 ? sizeB : sizeA;
        }
        return result;
    }

    /** Whether {@code from} stretches to exactly {@code to}. */
    public static boolean fits(long[] from, long[] to) {
        if (from.length > to.length) {
            return false;
        }
        for (int i = 1; i <= from.length; i++) {
            long size = from[from.length - i];
            if (size != 1 && size != to[to.length - i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * How far apart, in elements of a dense tensor of {@code from}, neighbours along each dimension
     * of {@code to} lie; 0 along a stretched one. {@link #fits} must hold.
     */
    public static long[] strides(long[] from, long[] to) {
        long[] strides = new long[to.length];
        long step = 1;
        for (int i = 1; i <= from.length; i++) {
            long size = from[from.length - i];
            strides[to.length - i] = size == 1 ? 0 : step;
            step *= size;
        }
        return strides;
    }
}
