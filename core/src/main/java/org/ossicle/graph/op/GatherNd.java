package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Slices of x picked by index tuples: inputs x and indices, whose last dimension is the tuple.
 *
 * @param batchDims leading dimensions that x and indices share
 */
public record GatherNd(long batchDims) implements Op {
    @Override
    public String name() {
        return "GatherND";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.any(context, 0);
        Rules.is(context, 1, DType.INT64);
        long[] x = context.dims(0);
        long[] indices = context.dims(1);
        int batch = (int) batchDims;
        boolean fits =
                x.length >= 1
                        && indices.length >= 1
                        && batchDims >= 0
                        && batchDims < Math.min(x.length, indices.length);
        fits =
                fits
                        && indices[indices.length - 1] >= 1
                        && indices[indices.length - 1] <= x.length - batch
                        && Arrays.equals(x, 0, batch, indices, 0, batch);
        if (!fits) {
            throw context.invalid(
                    "indices that fit x with " + batchDims + " batch dimensions",
                    context.type(0) + " and " + context.type(1));
        }
        int tuple = batch + (int) indices[indices.length - 1];
        long[] dims = Arrays.copyOf(indices, indices.length - 1 + x.length - tuple);
        System.arraycopy(x, tuple, dims, indices.length - 1, x.length - tuple);
        return Rules.output(context, type, dims);
    }
}
