package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Elements of x picked by index along an axis: inputs x and indices of the same rank; the output
 * has the shape of the indices.
 *
 * @param axis the axis, negative to count from the end
 */
public record GatherElements(long axis) implements Op {
    @Override
    public String name() {
        return "GatherElements";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.any(context, 0);
        Rules.indices(context, 1);
        long[] x = context.dims(0);
        long[] indices = Rules.rank(context, 1, x.length);
        Rules.within(context, indices, x, Rules.axis(context, axis, x.length));
        return Rules.output(context, type, indices);
    }
}
