package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * Elements between two bounds: inputs x, optional least and optional greatest value, both of one
 * element.
 */
public record Clip() implements Op {
    @Override
    public String name() {
        return "Clip";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 3);
        DType type = Rules.numeric(context, 0);
        for (int i = 1; i < context.inputCount(); i++) {
            if (context.has(i)) {
                Rules.is(context, i, type);
                Rules.single(context, i);
            }
        }
        return Rules.output(context, type, context.dims(0));
    }
}
