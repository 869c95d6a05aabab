package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * {@link MatMul} of 8-bit matrices into INT32: inputs a, b and optionally the zero points of a
 * (one, or one per row) and b (one, or one per column).
 */
public record MatMulInteger() implements Op {
    @Override
    public String name() {
        return "MatMulInteger";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 4);
        Rules.bytes(context, 0);
        Rules.bytes(context, 1);
        long[] dims = MatrixShapes.product(context, 0, 1);
        MatrixShapes.zeroPoint(context, 2, 0, false);
        MatrixShapes.zeroPoint(context, 3, 1, true);
        return Rules.output(context, DType.INT32, dims);
    }
}
