package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * 1 at the first greatest element along an axis, 0 elsewhere.
 *
 * @param axis the axis, negative to count from the end
 * @param flattened whether {@code axis} and all later axes count as one, as before opset 13
 */
public record Hardmax(long axis, boolean flattened) implements Composite {
    @Override
    public String name() {
        return "Hardmax";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        return new Softmax(axis, false, flattened).infer(context);
    }

    @Override
    public void expand(Expansion expansion) {
        MaskExpansions.hardmax(this, expansion);
    }
}
