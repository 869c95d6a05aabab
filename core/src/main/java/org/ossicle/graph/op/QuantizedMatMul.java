package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The product of 8-bit matrices as real numbers: inputs a, a scale, a zero, b, b scale, b zero and
 * optionally a bias that broadcasts to the product. The scale and zero point of a are single values
 * or, of a single matrix, columns of one per row; those of b are single or one per column.
 *
 * <p>Meaning: {@code activation(Cast(MatMulInteger(a, b, a zero, b zero)) * (a scale * b scale) +
 * bias)} in FLOAT32; the product of the scales is rounded once.
 *
 * @param activation applied to the sum
 */
public record QuantizedMatMul(Activation activation) implements Op {
    @Override
    public String name() {
        return "ossicle.QuantizedMatMul";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 6, 7);
        Rules.bytes(context, 0);
        Rules.bytes(context, 3);
        long[] dims = MatrixShapes.product(context, 0, 3);
        Rules.is(context, 1, DType.FLOAT32);
        Rules.is(context, 2, context.dtype(0));
        MatrixShapes.perRow(context, 1, 0);
        MatrixShapes.perRow(context, 2, 0);
        Rules.is(context, 4, DType.FLOAT32);
        MatrixShapes.perColumn(context, 4, 3);
        Rules.is(context, 5, context.dtype(3));
        MatrixShapes.perColumn(context, 5, 3);
        MatrixShapes.bias(context, 6, DType.FLOAT32, dims);
        return Rules.output(context, DType.FLOAT32, dims);
    }
}
