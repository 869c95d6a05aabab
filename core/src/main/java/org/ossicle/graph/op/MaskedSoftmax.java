package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Softmax of FLOAT32 scores along the last axis, under a mask. Inputs: scores, and a mask that
 * broadcasts to them. A FLOAT32 mask is added to the scores; where a BOOL one holds, they are
 * replaced.
 *
 * @param log whether to take the logarithm
 * @param replacement what scores become where a BOOL mask holds
 * @param zeroes whether the result is 0 where a BOOL mask holds, also if all of a row is masked;
 *     not together with {@code log}
 */
public record MaskedSoftmax(boolean log, float replacement, boolean zeroes) implements Op {
    @Override
    public String name() {
        return "ossicle.MaskedSoftmax";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        Rules.is(context, 0, DType.FLOAT32);
        long[] dims = context.dims(0);
        Rules.axis(context, -1, dims.length);
        boolean flags = context.dtype(1) == DType.BOOL;
        Rules.broadcastsTo(context, 1, flags ? DType.BOOL : DType.FLOAT32, dims);
        if (zeroes && (log || !flags)) {
            throw context.invalid(
                    "a BOOL mask and no logarithm where zeroes are wanted",
                    context.type(1).toString());
        }
        return Rules.output(context, DType.FLOAT32, dims);
    }
}
