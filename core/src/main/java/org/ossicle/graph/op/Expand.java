package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/** x stretched to the sizes that it and the shape broadcast to: inputs x and the shape. */
public record Expand() implements Op {
    @Override
    public String name() {
        return "Expand";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.any(context, 0);
        long[] shape = Rules.longs(context, 1, "the shape");
        long[] dims = Broadcasting.shape(context.dims(0), shape);
        if (dims == null) {
            throw context.invalid(
                    "a shape that broadcasts with " + context.type(0), Arrays.toString(shape));
        }
        return Rules.output(context, type, dims);
    }
}
