package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * x with elements replaced at indices along an axis: inputs x, indices and updates of one rank, the
 * last two of one shape.
 *
 * @param axis the axis, negative to count from the end
 * @param reduction how an update joins what is there
 */
public record ScatterElements(long axis, ScatterReduction reduction) implements Op {
    @Override
    public String name() {
        return "ScatterElements";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 3);
        DType type = Rules.reducible(context, reduction);
        Rules.indices(context, 1);
        Rules.is(context, 2, type);
        long[] x = context.dims(0);
        long[] indices = Rules.rank(context, 1, x.length);
        Rules.within(context, indices, x, Rules.axis(context, axis, x.length));
        Rules.dims(context, 2, indices);
        return Rules.output(context, type, x);
    }
}
