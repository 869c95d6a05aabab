package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * (x - mean) / sqrt(variance + epsilon) scale + bias with given statistics: inputs x [N, C, ..] and
 * scale, bias, mean and variance, each [C].
 *
 * @param epsilon added to the variance
 */
public record BatchNormalization(float epsilon) implements Composite {
    @Override
    public String name() {
        return "BatchNormalization";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 5, 5);
        DType type = Rules.floating(context, 0);
        long[] dims = context.dims(0);
        long channels = dims.length > 1 ? dims[1] : 1;
        for (int i = 1; i < 5; i++) {
            Rules.floating(context, i);
            Rules.dims(context, i, channels);
        }
        return Rules.output(context, type, dims);
    }

    @Override
    public void expand(Expansion expansion) {
        NormalizationExpansions.batch(this, expansion);
    }
}
