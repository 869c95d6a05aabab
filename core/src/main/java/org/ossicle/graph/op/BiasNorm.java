package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The normalisation of Zipformer 2: y = x scale / sqrt(mean((x - bias)^2)) along the last axis, for
 * FLOAT32. Inputs: x and bias, which has one element for each along that axis.
 *
 * @param scale factor of what is normalised
 */
public record BiasNorm(float scale) implements Op {
    @Override
    public String name() {
        return "ossicle.BiasNorm";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        Rules.is(context, 0, DType.FLOAT32);
        Rules.is(context, 1, DType.FLOAT32);
        long[] dims = context.dims(0);
        int last = Rules.axis(context, -1, dims.length);
        Rules.dims(context, 1, dims[last]);
        return Rules.output(context, DType.FLOAT32, dims);
    }
}
