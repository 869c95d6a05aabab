package org.ossicle.pass;

import java.util.List;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/** What an operator sees of its node in a graph. */
record NodeContext(String graph, Node node) implements InferenceContext {
    @Override
    public int inputCount() {
        return node.inputCount();
    }

    @Override
    public int outputCount() {
        return node.outputCount();
    }

    @Override
    public boolean has(int i) {
        return node.input(i) != null;
    }

    @Override
    public TensorType type(int i) {
        TensorType type = node.input(i).type();
        if (type == null || !type.shape().isKnown()) {
            throw invalid("a known type of input " + i, node.input(i).toString());
        }
        return type;
    }

    @Override
    public Tensor constant(int i) {
        return Constants.tensor(node.input(i));
    }

    @Override
    public InvalidGraphException invalid(String expected, String found) {
        List<Value> inputs = node.inputs();
        return new InvalidGraphException(
                graph + ": " + node.name() + " (" + node.op().name() + ")",
                expected,
                found + " with inputs " + inputs,
                "check the model and the dimensions it was bound to");
    }
}
