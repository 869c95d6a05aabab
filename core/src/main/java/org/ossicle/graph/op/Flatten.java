package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Shape;
import org.ossicle.graph.TensorType;

/**
 * A matrix of the same elements: the sizes before {@code axis} multiplied, and the rest.
 *
 * @param axis the first axis of the second dimension, from -rank to rank
 */
public record Flatten(long axis) implements Op {
    @Override
    public String name() {
        return "Flatten";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        DType type = Rules.any(context, 0);
        long[] dims = context.dims(0);
        int split = axis == dims.length ? dims.length : Rules.axis(context, axis, dims.length);
        long rows = Shape.elements(Arrays.copyOf(dims, split));
        long columns = Shape.elements(Arrays.copyOfRange(dims, split, dims.length));
        return Rules.output(context, type, rows, columns);
    }
}
