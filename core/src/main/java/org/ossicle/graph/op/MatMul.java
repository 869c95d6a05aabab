package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The matrix product of a [.., M, K] and b [.., K, N], whose leading dimensions broadcast; a vector
 * is a row on the left and a column on the right. Where a is FLOAT32, b may be a 16-bit weight.
 */
public record MatMul() implements Op {
    @Override
    public String name() {
        return "MatMul";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.numeric(context, 0);
        Rules.weight(context, 1, type);
        return Rules.output(context, type, MatrixShapes.product(context, 0, 1));
    }
}
