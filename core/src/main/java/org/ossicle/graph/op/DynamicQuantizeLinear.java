package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Quantisation to UINT8 over the range of the tensor, 0 included: input x FLOAT32; outputs y, its
 * scale and its zero point.
 */
public record DynamicQuantizeLinear() implements Op {
    @Override
    public String name() {
        return "DynamicQuantizeLinear";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        Rules.is(context, 0, DType.FLOAT32);
        return Rules.outputs(
                context,
                Rules.type(context, DType.UINT8, context.dims(0)),
                TensorType.of(DType.FLOAT32),
                TensorType.of(DType.UINT8));
    }
}
