package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;

/**
 * (x - mean) / sqrt(variance + epsilon) scale + bias over the axes from {@code axis} on: inputs x,
 * scale and optionally bias, which broadcast to those axes. Optional outputs: mean and 1 /
 * sqrt(variance + epsilon).
 *
 * @param axis the first normalised axis, negative to count from the end
 * @param epsilon added to the variance
 */
public record LayerNormalization(long axis, float epsilon) implements Composite {
    @Override
    public String name() {
        return "LayerNormalization";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 3);
        DType type = Rules.floating(context, 0);
        long[] dims = context.dims(0);
        int first = Rules.axis(context, axis, dims.length);
        Rules.broadcastsTo(context, 1, type, Arrays.copyOfRange(dims, first, dims.length));
        Rules.broadcastsTo(context, 2, type, Arrays.copyOfRange(dims, first, dims.length));
        long[] kept = dims.clone();
        Arrays.fill(kept, first, kept.length, 1);
        DType statistics = type == DType.FLOAT64 ? type : DType.FLOAT32;
        return Rules.outputs(
                context,
                Rules.type(context, type, dims),
                Rules.type(context, statistics, kept),
                Rules.type(context, statistics, kept));
    }

    @Override
    public boolean isPlain(Node node) {
        long[] scale = node.input(1).type().shape().sizes();
        long[] x = node.input(0).type().shape().sizes();
        int first = (int) (axis < 0 ? axis + x.length : axis);
        boolean whole = Arrays.equals(scale, Arrays.copyOfRange(x, first, x.length));
        boolean sameBias =
                node.input(2) == null || node.input(2).type().equals(node.input(1).type());
        return whole && sameBias && node.output(1) == null && node.output(2) == null;
    }

    @Override
    public void expand(Expansion expansion) {
        NormalizationExpansions.layer(this, expansion);
    }
}
