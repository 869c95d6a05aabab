package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * alpha a' b' + beta c, where a' and b' are the matrices a and b, turned if asked for, and the
 * optional c broadcasts to the result.
 *
 * @param alpha factor of the product
 * @param beta factor of c
 * @param transA whether a is [K, M]
 * @param transB whether b is [N, K]
 */
public record Gemm(float alpha, float beta, boolean transA, boolean transB) implements Op {
    @Override
    public String name() {
        return "Gemm";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 3);
        DType type = Rules.numeric(context, 0);
        Rules.weight(context, 1, type);
        long[] a = Rules.rank(context, 0, 2);
        long[] b = Rules.rank(context, 1, 2);
        long depthA = a[transA ? 0 : 1];
        long depthB = b[transB ? 1 : 0];
        if (depthA != depthB) {
            throw context.invalid("equal inner sizes", "a has " + depthA + ", b has " + depthB);
        }
        long[] dims = {a[transA ? 1 : 0], b[transB ? 0 : 1]};
        MatrixShapes.bias(context, 2, type, dims);
        return Rules.output(context, type, dims);
    }
}
