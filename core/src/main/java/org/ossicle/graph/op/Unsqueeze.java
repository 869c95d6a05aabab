package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/** Adds dimensions of size 1: inputs x and the axes, which count in the output. */
public record Unsqueeze() implements Op {
    @Override
    public String name() {
        return "Unsqueeze";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.any(context, 0);
        long[] dims = context.dims(0);
        long[] axes = Rules.longs(context, 1, "the axes");
        boolean[] added = Rules.axes(context, axes, dims.length + axes.length);
        long[] result = new long[added.length];
        int next = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = added[i] ? 1 : dims[next++];
        }
        return Rules.output(context, type, result);
    }
}
