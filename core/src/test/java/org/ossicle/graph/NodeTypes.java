package org.ossicle.graph;

import org.ossicle.error.InvalidGraphException;

/** What inference sees of a node in tests. */
public record NodeTypes(Node node) implements InferenceContext {
    @Override
    public int inputCount() {
        return node.inputs().size();
    }

    @Override
    public int outputCount() {
        return node.outputs().size();
    }

    @Override
    public boolean has(int i) {
        return node.input(i) != null;
    }

    @Override
    public TensorType type(int i) {
        return node.input(i).type();
    }

    @Override
    public Tensor constant(int i) {
        Constant constant = node.input(i).constant();
        return constant == null ? null : constant.load();
    }

    @Override
    public InvalidGraphException invalid(String expected, String found) {
        return new InvalidGraphException(node.name(), expected, found, "mend the test");
    }
}
