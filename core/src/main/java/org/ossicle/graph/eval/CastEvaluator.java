package org.ossicle.graph.eval;

import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.CastLike;

/** Conversions between element types. */
final class CastEvaluator {
    private static final double TWO_TO_63 = 0x1p63;

    private CastEvaluator() {}

    static void cast(Cast op, Tensor[] inputs, Tensor[] outputs) {
        convert(inputs[0], outputs[0]);
    }

    static void castLike(CastLike op, Tensor[] inputs, Tensor[] outputs) {
        convert(inputs[0], outputs[0]);
    }

    private static void convert(Tensor x, Tensor y) {
        if (x.dtype() == y.dtype()) {
            Elements.copyAll(x, y);
            return;
        }
        boolean fromReal = x.dtype().isFloat();
        for (int i = 0; i < x.elements(); i++) {
            if (y.dtype() == DType.BOOL) {
                boolean set = fromReal ? x.getDouble(i) != 0 : x.getLong(i) != 0;
                y.setLong(i, set ? 1 : 0);
            } else if (fromReal && y.dtype().isFloat()) {
                y.setDouble(i, x.getDouble(i));
            } else if (fromReal) {
                y.setLong(i, saturate(x.getDouble(i), y.dtype()));
            } else if (y.dtype() == DType.FLOAT32 && x.dtype() != DType.UINT64) {
                // Straight from long to float: through double it would be rounded twice.
                y.setDouble(i, (float) x.getLong(i));
            } else if (y.dtype().isFloat()) {
                y.setDouble(i, x.getDouble(i));
            } else {
                y.setLong(i, x.getLong(i));
            }
        }
    }

    /** Cut off towards zero and into the range of an integer type; NaN gives 0. */
    static long saturate(double value, DType type) {
        int bits = 8 * type.bytes();
        if (type == DType.UINT64) {
            if (value >= 2 * TWO_TO_63) {
                return -1;
            }
            return value >= TWO_TO_63
                    ? (long) (value - TWO_TO_63) + Long.MIN_VALUE
                    : Math.max(0, (long) value);
        }
        if (type == DType.INT64) {
            return (long) value;
        }
        long least = type.isSignedInteger() ? -(1L << bits - 1) : 0;
        long most = (1L << (type.isSignedInteger() ? bits - 1 : bits)) - 1;
        return Math.max(least, Math.min(most, (long) value));
    }
}
