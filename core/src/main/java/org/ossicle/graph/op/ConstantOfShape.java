package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/**
 * A tensor of the shape given as input, every element the same.
 *
 * @param value one element
 */
public record ConstantOfShape(Tensor value) implements Op {
    @Override
    public String name() {
        return "ConstantOfShape";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        if (value.elements() != 1) {
            throw context.invalid("a value of one element", value.toString());
        }
        Rules.is(context, 0, DType.INT64);
        return Rules.output(context, value.dtype(), Rules.longs(context, 0, "the shape"));
    }
}
