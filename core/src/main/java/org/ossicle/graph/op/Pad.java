package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * x with more elements around it: inputs x, pads (all starts, then all ends; negative ones cut),
 * and optionally the value for constant padding and the axes that the pads are for.
 *
 * @param mode what is put there
 */
public record Pad(PadMode mode) implements Op {
    @Override
    public String name() {
        return "Pad";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 4);
        DType type = Rules.any(context, 0);
        if (context.has(2)) {
            Rules.is(context, 2, type);
            Rules.single(context, 2);
        }
        long[] dims = context.dims(0);
        long[] listed = Rules.longs(context, 1, "the pads");
        long[] axes = context.has(3) ? Rules.longs(context, 3, "the axes") : null;
        int count = axes == null ? dims.length : axes.length;
        if (listed.length != 2L * count) {
            throw context.invalid(2L * count + " pads", Arrays.toString(listed));
        }
        if (axes != null) {
            Rules.axes(context, axes, dims.length);
        }
        long[] pads = pads(listed, axes, dims.length);
        for (int i = 0; i < dims.length; i++) {
            checkReach(context, pads[i], pads[dims.length + i], dims[i]);
            dims[i] += pads[i] + pads[dims.length + i];
            if (dims[i] < 0) {
                throw context.invalid(
                        "pads that leave a size of at least 0", Arrays.toString(listed));
            }
        }
        return Rules.output(context, type, dims);
    }

    private void checkReach(InferenceContext context, long begin, long end, long size) {
        long most = TensorLimits.MAX_ELEMENTS;
        if (Math.max(begin, end) > most || Math.min(begin, end) < -most) {
            throw context.invalid("pads from " + -most + " to " + most, begin + " and " + end);
        }
        long kept = size + Math.min(0, begin) + Math.min(0, end);
        if (mode != PadMode.CONSTANT && kept < 1 && Math.max(begin, end) > 0) {
            throw context.invalid(
                    "elements to repeat along the axis", size + " with " + begin + " and " + end);
        }
    }

    /**
     * The pads of every axis: all starts, then all ends.
     *
     * @param listed the values of the pads input, valid for the axes
     * @param axes the values of the axes input, or null for all axes in order
     * @param rank the rank of the input
     */
    public static long[] pads(long[] listed, long[] axes, int rank) {
        if (axes == null) {
            return listed.clone();
        }
        long[] pads = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = (int) (axes[i] < 0 ? axes[i] + rank : axes[i]);
            pads[axis] = listed[i];
            pads[rank + axis] = listed[axes.length + i];
        }
        return pads;
    }
}
