package org.ossicle.pass;

import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;

/** Questions about values known at load time. */
final class Constants {
    /** Larger constants are weights: nobody looks at their elements. */
    private static final int MAX_ELEMENTS = 1 << 20;

    private Constants() {}

    /** The value of a constant small enough to look at, or null. */
    static Tensor tensor(Value value) {
        Constant constant = value == null ? null : value.constant();
        if (constant == null || constant.byteSize() > MAX_ELEMENTS) {
            return null;
        }
        Tensor loaded = constant.load();
        if (loaded != constant) {
            value.setConstant(loaded);
        }
        return loaded;
    }

    /** The one element of a floating point constant, or NaN if it is anything else. */
    static float scalar(Value value) {
        Tensor tensor = tensor(value);
        boolean single = tensor != null && tensor.elements() == 1 && tensor.dtype().isFloat();
        return single ? (float) tensor.getDouble(0) : Float.NaN;
    }

    /** Whether every element of the constant is {@code wanted}. */
    static boolean isAll(Value value, double wanted) {
        Tensor tensor = tensor(value);
        if (tensor == null || tensor.dtype() == DType.BOOL) {
            return false;
        }
        for (int i = 0; i < tensor.elements(); i++) {
            if (tensor.getDouble(i) != wanted) {
                return false;
            }
        }
        return true;
    }

    static Value longs(String name, long... values) {
        return Value.ofConstant(name, Tensor.ofLongs(new long[] {values.length}, values));
    }
}
