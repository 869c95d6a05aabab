package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/** x repeated along each axis: inputs x and the repeats, one per axis. */
public record Tile() implements Op {
    @Override
    public String name() {
        return "Tile";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.any(context, 0);
        long[] dims = context.dims(0);
        long[] repeats = Rules.longs(context, 1, "the repeats");
        if (repeats.length != dims.length) {
            throw context.invalid(dims.length + " repeats", Arrays.toString(repeats));
        }
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Rules.product(context, dims[i], repeats[i]);
        }
        return Rules.output(context, type, dims);
    }
}
