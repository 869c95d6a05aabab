package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Slices of x picked by index along an axis: inputs x and indices, negative ones counting from the
 * end. The dimensions of the indices take the place of the axis.
 *
 * @param axis the axis, negative to count from the end
 */
public record Gather(long axis) implements Op {
    @Override
    public String name() {
        return "Gather";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.any(context, 0);
        Rules.indices(context, 1);
        long[] x = context.dims(0);
        long[] indices = context.dims(1);
        int along = Rules.axis(context, axis, x.length);
        long[] dims = new long[x.length - 1 + indices.length];
        System.arraycopy(x, 0, dims, 0, along);
        System.arraycopy(indices, 0, dims, along, indices.length);
        System.arraycopy(x, along + 1, dims, along + indices.length, x.length - along - 1);
        return Rules.output(context, type, dims);
    }
}
