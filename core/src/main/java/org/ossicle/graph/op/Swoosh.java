package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The activation of Zipformer 2: y = log(1 + exp(x - shift)) - slope x - offset, for FLOAT32.
 *
 * <p>Meaning: {@code Softplus(x - shift) - slope * x - offset}.
 *
 * @param shift subtracted from x before the exponential
 * @param slope factor of the linear part
 * @param offset subtracted from the result
 */
public record Swoosh(float shift, float slope, float offset) implements Op {
    @Override
    public String name() {
        return "ossicle.Swoosh";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        Rules.is(context, 0, DType.FLOAT32);
        return Rules.output(context, DType.FLOAT32, context.dims(0));
    }
}
