package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * The upper or lower triangle of matrices, 0 elsewhere: inputs x [.., M, N] and optionally the
 * diagonal k, 0 being the main one and positive ones above it.
 *
 * @param upper whether elements on and above the diagonal stay, not those on and below
 */
public record Trilu(boolean upper) implements Composite {
    @Override
    public String name() {
        return "Trilu";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 2);
        DType type = Rules.any(context, 0);
        if (context.dims(0).length < 2) {
            throw context.invalid("at least 2 dimensions", context.type(0).toString());
        }
        if (context.has(1)) {
            Rules.is(context, 1, DType.INT64);
            Rules.single(context, 1);
        }
        return Rules.output(context, type, context.dims(0));
    }

    @Override
    public void expand(Expansion expansion) {
        MaskExpansions.trilu(this, expansion);
    }
}
