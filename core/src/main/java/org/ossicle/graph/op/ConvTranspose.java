package org.ossicle.graph.op;

import java.util.List;
import java.util.function.BiFunction;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Transposed convolution: inputs x [N, C, spatial], w [C, M / group, kernel] and optionally a bias
 * [M]; output [N, M, spatial].
 *
 * <p>As its expansion multiplies zeros with weights, an infinite or NaN weight may reach more of
 * the output than it should.
 *
 * @param attributes window and groups
 * @param outputPadding extra size at the end of each spatial dimension; empty for none
 * @param outputShape the wanted spatial sizes, from which the padding follows; empty for none
 */
public record ConvTranspose(
        ConvAttributes attributes, List<Long> outputPadding, List<Long> outputShape)
        implements Composite {
    public ConvTranspose {
        outputPadding = List.copyOf(outputPadding);
        outputShape = List.copyOf(outputShape);
    }

    @Override
    public String name() {
        return "ConvTranspose";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 3);
        DType type = Rules.floating(context, 0);
        Rules.is(context, 1, type);
        long[] x = context.dims(0);
        long[] w = context.dims(1);
        if (x.length < 3 || w.length != x.length || x[1] != w[0]) {
            throw context.invalid(
                    "x [N, C, spatial] and w [C, M / group, kernel]",
                    context.type(0) + " and " + context.type(1));
        }
        long group = attributes.group();
        if (group < 1 || group > x[1] || x[1] % group != 0) {
            throw context.invalid("a group count that divides " + x[1] + " channels", "" + group);
        }
        ConvGeometry geometry = geometry(x, w, context::invalid);
        long[] dims = x.clone();
        dims[1] = w[1] * group;
        System.arraycopy(geometry.outputSizes(), 0, dims, 2, geometry.rank());
        Rules.isIfThere(context, 2, type);
        Rules.dimsIfThere(context, 2, dims[1]);
        return Rules.output(context, type, dims);
    }

    /** The window for inputs of these sizes; its output is this operator's output. */
    public ConvGeometry geometry(long[] x, long[] w) {
        return geometry(x, w, ConvGeometry::refuse);
    }

    private ConvGeometry geometry(
            long[] x, long[] w, BiFunction<String, String, InvalidGraphException> invalid) {
        return TransposedGeometry.of(this, x, w, invalid);
    }

    @Override
    public void expand(Expansion expansion) {
        TransposedExpansion.expand(this, expansion);
    }
}
