package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/** {@link Cast} to the element type of the second input. */
public record CastLike() implements Op {
    @Override
    public String name() {
        return "CastLike";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        Rules.any(context, 0);
        return Rules.output(context, Rules.any(context, 1), context.dims(0));
    }
}
