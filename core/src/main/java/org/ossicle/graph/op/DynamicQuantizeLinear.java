package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Quantisation to UINT8 over the range of the tensor, 0 included: input x FLOAT32; outputs y, its
 * scale and its zero point.
 *
 * @param byRow whether each row along the last axis has a range, and so a scale and a zero point,
 *     of its own; those then have the shape of x with 1 as its last size
 */
public record DynamicQuantizeLinear(boolean byRow) implements Op {
    /** ONNX's operator: one range for all. */
    public DynamicQuantizeLinear() {
        this(false);
    }

    @Override
    public String name() {
        return byRow ? "ossicle.DynamicQuantizeRows" : "DynamicQuantizeLinear";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        Rules.is(context, 0, DType.FLOAT32);
        long[] ranges = byRow ? ranges(context) : new long[0];
        return Rules.outputs(
                context,
                Rules.type(context, DType.UINT8, context.dims(0)),
                TensorType.of(DType.FLOAT32, ranges),
                TensorType.of(DType.UINT8, ranges));
    }

    private static long[] ranges(InferenceContext context) {
        long[] dims = context.dims(0);
        if (dims.length == 0) {
            throw context.invalid("rows to quantise", context.type(0).toString());
        }
        dims[dims.length - 1] = 1;
        return dims;
    }
}
