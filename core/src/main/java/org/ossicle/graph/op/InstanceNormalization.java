package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Each channel of each item normalised to mean 0 and variance 1: inputs x [N, C, ..], scale [C],
 * bias [C].
 *
 * @param epsilon added to the variance
 */
public record InstanceNormalization(float epsilon) implements Composite {
    @Override
    public String name() {
        return "InstanceNormalization";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 3);
        DType type = Rules.channels(context, 3);
        return Rules.output(context, type, context.dims(0));
    }

    @Override
    public void expand(Expansion expansion) {
        NormalizationExpansions.groups(expansion.dims(0)[1], epsilon, expansion);
    }
}
