package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * x / sqrt(mean(x^2) + epsilon) scale over the axes from {@code axis} on: inputs x and scale, which
 * broadcasts to those axes.
 *
 * @param axis the first normalised axis, negative to count from the end
 * @param epsilon added to the mean
 */
public record RmsNormalization(long axis, float epsilon) implements Composite {
    @Override
    public String name() {
        return "RMSNormalization";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        Rules.floating(context, 0);
        long[] dims = context.dims(0);
        int first = Rules.axis(context, axis, dims.length);
        Rules.broadcastsTo(
                context,
                1,
                Rules.floating(context, 1),
                Arrays.copyOfRange(dims, first, dims.length));
        return Rules.output(context, context.dtype(1), dims);
    }

    @Override
    public void expand(Expansion expansion) {
        NormalizationExpansions.rms(this, expansion);
    }
}
