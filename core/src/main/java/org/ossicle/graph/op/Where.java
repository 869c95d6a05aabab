package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Elements of a where the condition holds, else of b: inputs condition BOOL, a, b, which broadcast.
 */
public record Where() implements Op {
    @Override
    public String name() {
        return "Where";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 3);
        Rules.bool(context, 0);
        DType type = Rules.any(context, 1);
        Rules.is(context, 2, type);
        long[] dims = Broadcasting.shape(Rules.broadcast(context, 1, 2), context.dims(0));
        if (dims == null) {
            throw context.invalid(
                    "a condition that broadcasts with "
                            + context.type(1)
                            + " and "
                            + context.type(2),
                    context.type(0).toString());
        }
        return Rules.output(context, type, dims);
    }
}
