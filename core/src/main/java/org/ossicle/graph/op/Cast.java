package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Conversion of each element. Floating point to integer cuts off towards zero, saturates out of
 * range and makes NaN 0; to BOOL, whatever is not 0 is true.
 *
 * @param to the element type of the output
 */
public record Cast(DType to) implements Op {
    @Override
    public String name() {
        return "Cast";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        Rules.any(context, 0);
        if (to == DType.STRING) {
            throw context.invalid("a cast to numbers or bools", to.toString());
        }
        return Rules.output(context, to, context.dims(0));
    }
}
