package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * {@link Conv} with an activation applied to its result.
 *
 * <p>Meaning: {@code activation(Conv(x, w, bias))}.
 *
 * @param attributes window and groups
 * @param activation applied to the sum
 */
public record FusedConv(ConvAttributes attributes, Activation activation) implements Op {
    @Override
    public String name() {
        return "ossicle.Conv";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        return new Conv(attributes).infer(context);
    }
}
