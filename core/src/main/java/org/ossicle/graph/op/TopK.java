package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The k greatest or least elements along an axis and their places: inputs x and k (one element);
 * outputs values and INT64 indices. Of equals the first come first.
 *
 * @param axis the axis, negative to count from the end
 * @param largest the greatest, not the least
 * @param sorted whether they come in order; otherwise the order is free
 */
public record TopK(long axis, boolean largest, boolean sorted) implements Op {
    @Override
    public String name() {
        return "TopK";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type = Rules.numeric(context, 0);
        Rules.is(context, 1, DType.INT64);
        long[] dims = context.dims(0);
        int along = Rules.axis(context, axis, dims.length);
        long k = Rules.one(context, 1, "k");
        if (k < 0 || k > dims[along]) {
            throw context.invalid("k from 0 to " + dims[along], Long.toString(k));
        }
        dims[along] = k;
        return Rules.outputs(
                context, Rules.type(context, type, dims), Rules.type(context, DType.INT64, dims));
    }
}
