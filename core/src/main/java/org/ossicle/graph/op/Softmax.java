package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * exp(x) / sum(exp(x)) along an axis.
 *
 * @param axis the axis, negative to count from the end
 * @param log whether to take the logarithm (ONNX's LogSoftmax)
 * @param flattened whether the sum runs over {@code axis} and all later axes, as before opset 13
 */
public record Softmax(long axis, boolean log, boolean flattened) implements Op {
    @Override
    public String name() {
        return log ? "LogSoftmax" : "Softmax";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        DType type = Rules.floating(context, 0);
        long[] dims = context.dims(0);
        if (!(flattened && axis == dims.length)) {
            Rules.axis(context, axis, dims.length);
        }
        return Rules.output(context, type, dims);
    }
}
