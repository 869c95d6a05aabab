package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * x with slices replaced at index tuples: inputs x, indices and updates.
 *
 * @param reduction how an update joins what is there
 */
public record ScatterNd(ScatterReduction reduction) implements Op {
    @Override
    public String name() {
        return "ScatterND";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 3);
        DType type = Rules.reducible(context, reduction);
        Rules.is(context, 1, DType.INT64);
        Rules.is(context, 2, type);
        long[] x = context.dims(0);
        long[] indices = context.dims(1);
        int last = indices.length - 1;
        if (last < 0 || indices[last] < 0 || indices[last] > x.length) {
            throw context.invalid(
                    "indices whose last size is at most " + x.length, context.type(1).toString());
        }
        int tuple = (int) indices[last];
        long[] updates = Arrays.copyOf(indices, last + x.length - tuple);
        System.arraycopy(x, tuple, updates, last, x.length - tuple);
        Rules.dims(context, 2, updates);
        return Rules.output(context, type, x);
    }
}
