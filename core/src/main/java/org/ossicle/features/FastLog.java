package org.ossicle.features;

/**
 * Natural logarithm of many floats at once.
 *
 * <p>x = 2^e m with m in [1, 2). The upper 8 bits of m choose the middle c of its interval from a
 * table, and ln x = e ln 2 + ln c + ln(1 + r) with r = m / c - 1, |r| &lt;= 1/512, by three terms
 * of the series. The series leaves 4e-12; what remains is the rounding of floats: less than 1e-6
 * for results of magnitude up to 8, than 1.3e-7 of the result beyond.
 */
final class FastLog {
    private static final int TABLE_BITS = 8;
    private static final int MANTISSA_BITS = 23;
    private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
    private static final int EXPONENT_BIAS = 127;
    private static final int ONE_BITS = EXPONENT_BIAS << MANTISSA_BITS;
    private static final float LN_2 = 0.6931471805599453f;
    private static final float THIRD = 1f / 3;
    private static final float[] RECIPROCAL = new float[1 << TABLE_BITS];
    private static final float[] LOGARITHM = new float[1 << TABLE_BITS];

    static {
        for (int i = 0; i < RECIPROCAL.length; i++) {
            RECIPROCAL[i] = (float) (1 / (1 + (i + 0.5) / RECIPROCAL.length));
            LOGARITHM[i] = (float) -Math.log(RECIPROCAL[i]);
        }
    }

    private FastLog() {}

    /**
     * Replaces values by their logarithms. Each must be a normal positive number; others give a
     * finite value without meaning.
     */
    static void ln(float[] values, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            int exponent = (bits >>> MANTISSA_BITS) - EXPONENT_BIAS;
            int entry = (bits & MANTISSA) >>> MANTISSA_BITS - TABLE_BITS;
            float m = Float.intBitsToFloat(bits & MANTISSA | ONE_BITS);
            float r = m * RECIPROCAL[entry] - 1f;
            float tail = r - r * r * (0.5f - r * THIRD);
            values[i] = exponent * LN_2 + (LOGARITHM[entry] + tail);
        }
    }
}
