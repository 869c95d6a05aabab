package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * x cut along an axis: inputs x and optionally the sizes of the parts; without them parts are
 * equal, the last one smaller if need be.
 *
 * @param axis the axis, negative to count from the end
 * @param numOutputs the number of parts; 0 for as many as the node has outputs
 */
public record Split(long axis, long numOutputs) implements Op {
    @Override
    public String name() {
        return "Split";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 2);
        DType type = Rules.any(context, 0);
        long[] dims = context.dims(0);
        int along = Rules.axis(context, axis, dims.length);
        long[] sizes =
                context.has(1) ? Rules.longs(context, 1, "the sizes") : equal(context, dims[along]);
        List<TensorType> types = new ArrayList<>();
        long left = dims[along];
        for (long size : sizes) {
            if (size < 0 || size > left) {
                throw context.invalid(
                        "parts that add up to " + context.dims(0)[along], Arrays.toString(sizes));
            }
            left -= size;
            dims[along] = size;
            types.add(Rules.type(context, type, dims));
        }
        if (left != 0 || types.size() != context.outputCount()) {
            throw context.invalid(
                    context.outputCount() + " parts that add up to " + context.dims(0)[along],
                    Arrays.toString(sizes));
        }
        return types;
    }

    private long[] equal(InferenceContext context, long size) {
        int count = context.outputCount();
        if (numOutputs != 0 && numOutputs != count) {
            throw context.invalid(numOutputs + " outputs", Integer.toString(count));
        }
        long part = (size + count - 1) / count;
        long[] sizes = new long[count];
        long left = size;
        for (int i = 0; i < count; i++) {
            sizes[i] = Math.min(part, left);
            left -= sizes[i];
        }
        return sizes;
    }
}
