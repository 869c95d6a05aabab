package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * A part of x: inputs x, starts, ends and optionally the axes and steps they are for. Starts and
 * ends count from the end when negative and are cut to the tensor; a negative step walks backwards.
 */
public record Slice() implements Op {
    @Override
    public String name() {
        return "Slice";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 5);
        DType type = Rules.any(context, 0);
        long[] dims = context.dims(0);
        long[] starts = Rules.longs(context, 1, "the starts");
        long[] ends = Rules.longs(context, 2, "the ends");
        long[] axes = context.has(3) ? Rules.longs(context, 3, "the axes") : null;
        long[] steps = context.has(4) ? Rules.longs(context, 4, "the steps") : null;
        int count = starts.length;
        boolean fits =
                ends.length == count
                        && (axes == null ? count <= dims.length : axes.length == count)
                        && (steps == null || steps.length == count);
        if (!fits) {
            throw context.invalid("starts, ends, axes and steps of one length", count + " starts");
        }
        if (axes != null) {
            Rules.axes(context, axes, dims.length);
        }
        if (steps != null && Arrays.stream(steps).anyMatch(step -> step == 0)) {
            throw context.invalid("steps other than 0", Arrays.toString(steps));
        }
        SliceRange[] ranges = SliceRange.of(dims, starts, ends, axes, steps);
        for (int i = 0; i < dims.length; i++) {
            dims[i] = ranges[i].count();
        }
        return Rules.output(context, type, dims);
    }
}
