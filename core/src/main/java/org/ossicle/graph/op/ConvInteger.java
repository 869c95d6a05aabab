package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * {@link Conv} of 8-bit tensors into INT32: inputs x, w and optionally their zero points (one for
 * x; one, or one per output channel, for w). Padding holds the zero point of x.
 *
 * @param attributes window and groups
 */
public record ConvInteger(ConvAttributes attributes) implements Op {
    @Override
    public String name() {
        return "ConvInteger";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 4);
        Rules.bytes(context, 0);
        Rules.bytes(context, 1);
        long[] dims = ConvGeometry.outputDims(context, attributes, 0, 1);
        if (context.has(2)) {
            Rules.is(context, 2, context.dtype(0));
            Rules.single(context, 2);
        }
        if (context.has(3)) {
            Rules.is(context, 3, context.dtype(1));
            Rules.singleOrList(context, 3, dims[1]);
        }
        return Rules.output(context, DType.INT32, dims);
    }
}
