package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The sizes of x as INT64, from axis {@code start} to before axis {@code end}; both count from the
 * end when negative and are cut to the rank.
 *
 * @param start the first axis
 * @param end the axis to stop before; {@link Long#MAX_VALUE} for all
 */
public record ShapeOf(long start, long end) implements Op {
    @Override
    public String name() {
        return "Shape";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        int rank = context.dims(0).length;
        return Rules.output(
                context, DType.INT64, Math.max(0, clamp(end, rank) - clamp(start, rank)));
    }

    /** The sizes this operator gives for an input of these sizes. */
    public long[] slice(long[] dims) {
        int from = clamp(start, dims.length);
        return Arrays.copyOfRange(dims, from, Math.max(from, clamp(end, dims.length)));
    }

    private static int clamp(long axis, int rank) {
        long counted = axis < 0 ? axis + rank : axis;
        return (int) Math.max(0, Math.min(rank, counted));
    }
}
