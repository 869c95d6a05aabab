package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/** The number of elements of x as an INT64 scalar. */
public record Size() implements Op {
    @Override
    public String name() {
        return "Size";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        return Rules.output(context, DType.INT64);
    }
}
