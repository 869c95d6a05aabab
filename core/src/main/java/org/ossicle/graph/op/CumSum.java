package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Running sums along an axis: inputs x and the axis.
 *
 * @param exclusive whether an element is left out of its own sum
 * @param reverse whether sums run from the end
 */
public record CumSum(boolean exclusive, boolean reverse) implements Op {
    @Override
    public String name() {
        return "CumSum";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.numeric(context, 0);
        Rules.indices(context, 1);
        Rules.single(context, 1);
        if (context.constant(1) != null) {
            Rules.axis(context, context.constant(1).getLong(0), context.dims(0).length);
        }
        return Rules.output(context, type, context.dims(0));
    }
}
