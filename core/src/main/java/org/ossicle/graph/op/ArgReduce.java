package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The place of the greatest or least element along an axis, as INT64.
 *
 * @param max the greatest (ONNX's ArgMax), not the least (ArgMin)
 * @param axis the axis, negative to count from the end
 * @param keepDims whether the axis stays, with size 1
 * @param selectLast whether the last of equals is taken, not the first
 */
public record ArgReduce(boolean max, long axis, boolean keepDims, boolean selectLast)
        implements Op {
    @Override
    public String name() {
        return max ? "ArgMax" : "ArgMin";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        Rules.numeric(context, 0);
        long[] dims = context.dims(0);
        int along = Rules.axis(context, axis, dims.length);
        if (dims[along] == 0) {
            throw context.invalid(
                    "at least one element along the axis", context.type(0).toString());
        }
        dims[along] = 1;
        return Rules.output(context, DType.INT64, keepDims ? dims : Rules.without(dims, along));
    }
}
