package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The inputs one after the other along an axis.
 *
 * @param axis the axis, negative to count from the end
 */
public record Concat(long axis) implements Op {
    @Override
    public String name() {
        return "Concat";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, Integer.MAX_VALUE);
        Rules.inputs(context, context.inputCount(), Integer.MAX_VALUE);
        DType type = Rules.any(context, 0);
        long[] dims = context.dims(0);
        int along = Rules.axis(context, axis, dims.length);
        for (int i = 1; i < context.inputCount(); i++) {
            Rules.is(context, i, type);
            long[] next = Rules.rank(context, i, dims.length);
            long total = dims[along] + next[along];
            next[along] = dims[along];
            if (!Arrays.equals(next, dims)) {
                throw context.invalid(
                        "the sizes of " + context.type(0) + " except on axis " + along,
                        "input " + i + " " + context.type(i));
            }
            dims[along] = total;
        }
        return Rules.output(context, type, dims);
    }
}
