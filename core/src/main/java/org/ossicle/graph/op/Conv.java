package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Convolution: inputs x [N, C, spatial], w [M, C / group, kernel] and optionally a bias [M]; output
 * [N, M, spatial].
 *
 * @param attributes window and groups
 */
public record Conv(ConvAttributes attributes) implements Op {
    @Override
    public String name() {
        return "Conv";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 3);
        DType type = Rules.floating(context, 0);
        Rules.weight(context, 1, type);
        long[] dims = ConvGeometry.outputDims(context, attributes, 0, 1);
        Rules.isIfThere(context, 2, type);
        Rules.dimsIfThere(context, 2, dims[1]);
        return Rules.output(context, type, dims);
    }
}
