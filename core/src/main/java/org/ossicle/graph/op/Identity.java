package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/** The input unchanged. */
public record Identity() implements Op {
    @Override
    public String name() {
        return "Identity";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        return Rules.output(context, Rules.any(context, 0), context.dims(0));
    }
}
