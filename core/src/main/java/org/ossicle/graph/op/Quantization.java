package org.ossicle.graph.op;

import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;

/** Shape rules of scales and zero points, which are inputs 1 and 2. */
final class Quantization {
    private Quantization() {}

    static boolean isQuantized(DType type) {
        return type == DType.UINT8
                || type == DType.INT8
                || type == DType.UINT16
                || type == DType.INT16;
    }

    /** The scale must be single, one per element of the axis, or one per block along it. */
    static void checkScale(InferenceContext context, long axis, long blockSize) {
        long[] x = context.dims(0);
        long[] scale = context.dims(1);
        if (blockSize == 0 && context.type(1).shape().elements() == 1 && scale.length <= 1) {
            return;
        }
        int along = Rules.axis(context, axis, x.length);
        if (blockSize == 0) {
            Rules.dims(context, 1, x[along]);
            return;
        }
        if (blockSize < 1) {
            throw context.invalid("a block size of at least 0", Long.toString(blockSize));
        }
        x[along] = (x[along] + blockSize - 1) / blockSize;
        Rules.dims(context, 1, x);
    }
}
