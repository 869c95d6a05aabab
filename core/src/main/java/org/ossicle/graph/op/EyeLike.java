package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * A matrix of the shape of x with ones on a diagonal.
 *
 * @param dtype the element type; null for that of x
 * @param k the diagonal; 0 is the main one, positive ones are above it
 */
public record EyeLike(DType dtype, long k) implements Composite {
    @Override
    public String name() {
        return "EyeLike";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        long[] dims = Rules.rank(context, 0, 2);
        return Rules.output(context, dtype == null ? Rules.any(context, 0) : dtype, dims);
    }

    @Override
    public void expand(Expansion expansion) {
        MaskExpansions.eyeLike(this, expansion);
    }
}
