package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The same elements in another shape: inputs x and the shape, where one -1 stands for what is left.
 *
 * @param allowZero whether a 0 means no elements, not the input's size at its place
 */
public record Reshape(boolean allowZero) implements Op {
    @Override
    public String name() {
        return "Reshape";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.any(context, 0);
        Rules.is(context, 1, DType.INT64);
        long[] from = context.dims(0);
        long[] dims = Rules.longs(context, 1, "the shape");
        long[] asked = dims.clone();
        int open = -1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == 0 && !allowZero && i < from.length) {
                dims[i] = from[i];
            } else if (dims[i] == -1 && open < 0) {
                open = i;
                dims[i] = 1;
            } else if (dims[i] < 0 || (dims[i] == 0 && !allowZero)) {
                throw invalid(context, asked);
            }
        }
        long elements = context.type(0).shape().elements();
        long given = Rules.type(context, type, dims).shape().elements();
        if (open >= 0) {
            if (given == 0 || elements % given != 0) {
                throw invalid(context, asked);
            }
            dims[open] = elements / given;
        } else if (given != elements) {
            throw invalid(context, asked);
        }
        return Rules.output(context, type, dims);
    }

    private InvalidGraphException invalid(InferenceContext context, long[] asked) {
        return context.invalid(
                "a shape for the elements of " + context.type(0), Arrays.toString(asked));
    }
}
