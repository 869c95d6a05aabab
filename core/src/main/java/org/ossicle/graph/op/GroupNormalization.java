package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Each group of channels of each item normalised to mean 0 and variance 1: inputs x [N, C, ..],
 * scale [C], bias [C].
 *
 * @param groups the number of groups, which divides C
 * @param epsilon added to the variance
 */
public record GroupNormalization(long groups, float epsilon) implements Composite {
    @Override
    public String name() {
        return "GroupNormalization";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 3);
        DType type = Rules.channels(context, 2);
        if (groups < 1 || context.dims(0)[1] % groups != 0) {
            throw context.invalid(
                    "a group count that divides " + context.dims(0)[1] + " channels", "" + groups);
        }
        return Rules.output(context, type, context.dims(0));
    }

    @Override
    public void expand(Expansion expansion) {
        NormalizationExpansions.groups(groups, epsilon, expansion);
    }
}
