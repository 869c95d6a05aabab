package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * y = saturate(round(x / scale) + zero): inputs x, scale and optionally the zero point; scale and
 * zero are single, one per element of an axis, or one per block along it.
 *
 * @param axis the axis that the scales run along
 * @param blockSize elements per scale along the axis; 0 where scales are not blocked
 * @param output the element type where no zero point tells it
 */
public record QuantizeLinear(long axis, long blockSize, DType output) implements Op {
    @Override
    public String name() {
        return "QuantizeLinear";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 3);
        DType type = context.dtype(0);
        Rules.dtype(context, 0, type.isFloat() || type == DType.INT32, "floats or int32");
        Rules.floating(context, 1);
        DType result = output;
        if (context.has(2)) {
            result = context.dtype(2);
            Rules.dims(context, 2, context.dims(1));
        }
        if (!Quantization.isQuantized(result)) {
            throw context.invalid("an 8-bit or 16-bit integer output", result.toString());
        }
        Quantization.checkScale(context, axis, blockSize);
        return Rules.output(context, result, context.dims(0));
    }
}
