package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * {@link MatMul} with what often follows it: inputs a, b and optionally a bias that broadcasts to
 * the product.
 *
 * <p>Meaning: {@code activation(MatMul(a, b) + bias)}.
 *
 * @param activation applied to the sum
 */
public record FusedMatMul(Activation activation) implements Op {
    @Override
    public String name() {
        return "ossicle.MatMul";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 3);
        DType type = Rules.floating(context, 0);
        Rules.weight(context, 1, type);
        long[] dims = MatrixShapes.product(context, 0, 1);
        MatrixShapes.bias(context, 2, type, dims);
        return Rules.output(context, type, dims);
    }
}
