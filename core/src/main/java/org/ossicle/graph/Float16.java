package org.ossicle.graph;

/** Conversion between float32 and the two 16-bit formats: IEEE 754 binary16 and bfloat16. */
public final class Float16 {
    private Float16() {}

    /** The value of an IEEE 754 binary16 bit pattern; exact. */
    public static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1F;
        int mantissa = bits & 0x3FF;
        if (exponent == 0x1F) {
            return Float.intBitsToFloat(sign | 0x7F800000 | mantissa << 13);
        }
        if (exponent == 0) {
            float magnitude = mantissa * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | exponent + 112 << 23 | mantissa << 13);
    }

    /** The nearest binary16 bit pattern, ties to even; overflow gives infinity, NaN stays NaN. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude > 0x7F800000) {
            return (short) (sign | 0x7E00);
        }
        if (magnitude >= 0x477FF000) {
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x38800000) {
            // Adding 0.5 makes the float unit round at 2^-24, the step of binary16 subnormals.
            int rounded =
                    Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f)
                            - Float.floatToRawIntBits(0.5f);
            return (short) (sign | rounded);
        }
        int rounded = magnitude - 0x38000000 + 0xFFF + (magnitude >>> 13 & 1);
        return (short) (sign | rounded >>> 13);
    }

    /** The value of a bfloat16 bit pattern; exact. */
    public static float fromBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The nearest bfloat16 bit pattern, ties to even; NaN stays NaN. */
    public static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }
}
