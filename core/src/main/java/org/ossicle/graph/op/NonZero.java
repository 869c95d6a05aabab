package org.ossicle.graph.op;

import java.util.List;
import java.util.stream.IntStream;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/**
 * The indices of the elements that are not 0, as INT64 [rank, count]. The size of the output
 * depends on the input, which must therefore be known when the model is bound.
 */
public record NonZero() implements Op {
    @Override
    public String name() {
        return "NonZero";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        Rules.any(context, 0);
        Tensor x = Rules.constant(context, 0, "the tensor to search");
        return Rules.output(context, DType.INT64, x.rank(), places(x).length);
    }

    /** The places of the elements that are not 0, in row-major order. */
    public static int[] places(Tensor x) {
        boolean real = x.dtype().isFloat();
        return IntStream.range(0, x.elements())
                .filter(i -> real ? x.getDouble(i) != 0 : x.getLong(i) != 0)
                .toArray();
    }
}
