package org.ossicle.graph.eval;

import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/** Inference over tensors at hand: every value is known. */
record TensorContext(String where, Tensor[] inputs, int outputCount) implements InferenceContext {
    @Override
    public int inputCount() {
        return inputs.length;
    }

    @Override
    public boolean has(int i) {
        return i < inputs.length && inputs[i] != null;
    }

    @Override
    public TensorType type(int i) {
        return inputs[i].type();
    }

    @Override
    public Tensor constant(int i) {
        return inputs[i];
    }

    @Override
    public InvalidGraphException invalid(String expected, String found) {
        return new InvalidGraphException(
                where, expected, found, "check the model, or the inputs it was given");
    }
}
