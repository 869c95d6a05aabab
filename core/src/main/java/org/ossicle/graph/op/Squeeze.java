package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/** Drops dimensions of size 1: inputs x and optionally the axes; without them, all such. */
public record Squeeze() implements Op {
    @Override
    public String name() {
        return "Squeeze";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 2);
        DType type = Rules.any(context, 0);
        long[] dims = context.dims(0);
        boolean[] dropped = new boolean[dims.length];
        if (context.has(1)) {
            dropped = Rules.axes(context, Rules.longs(context, 1, "the axes"), dims.length);
        }
        long[] result = new long[dims.length];
        int kept = 0;
        for (int i = 0; i < dims.length; i++) {
            if (dropped[i] && dims[i] != 1) {
                throw context.invalid("size 1 along axis " + i, context.type(0).toString());
            }
            if (context.has(1) ? !dropped[i] : dims[i] != 1) {
                result[kept++] = dims[i];
            }
        }
        return Rules.output(context, type, Arrays.copyOf(result, kept));
    }
}
