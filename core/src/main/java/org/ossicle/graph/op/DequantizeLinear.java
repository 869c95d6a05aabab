package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * y = (x - zero) scale: inputs x, scale and optionally the zero point; scale and zero are single,
 * one per element of an axis, or one per block along it.
 *
 * @param axis the axis that the scales run along
 * @param blockSize elements per scale along the axis; 0 where scales are not blocked
 */
public record DequantizeLinear(long axis, long blockSize) implements Op {
    @Override
    public String name() {
        return "DequantizeLinear";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 3);
        DType type = context.dtype(0);
        if (!Quantization.isQuantized(type) && type != DType.INT32) {
            throw context.invalid("8-bit, 16-bit or int32 integers", context.type(0).toString());
        }
        DType result = Rules.floating(context, 1);
        if (context.has(2)) {
            Rules.is(context, 2, type);
            Rules.dims(context, 2, context.dims(1));
        }
        Quantization.checkScale(context, axis, blockSize);
        return Rules.output(context, result, context.dims(0));
    }
}
