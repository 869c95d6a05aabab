package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/** The nodes that take the place of one node, as they are made. */
public final class Expansion {
    private static final long MAX_BYTES = 1 << 28;

    private final Node node;
    private final List<Node> nodes = new ArrayList<>();

    private Expansion(Node node) {
        this.node = node;
    }

    /**
     * What takes the place of a node whose operator is composite: nodes in dependency order that
     * give the node's own output values. Types of the values between are not set.
     *
     * @param node a node all of whose inputs have known types
     */
    public static List<Node> of(Node node) {
        Expansion expansion = new Expansion(node);
        ((Composite) node.op()).expand(expansion);
        return expansion.nodes;
    }

    int inputCount() {
        return node.inputs().size();
    }

    /** Whether input {@code i} is there. */
    boolean has(int i) {
        return node.input(i) != null;
    }

    /** Input {@code i}, or null if it is omitted. */
    Value input(int i) {
        return node.input(i);
    }

    TensorType type(int i) {
        return node.input(i).type();
    }

    long[] dims(int i) {
        return type(i).shape().sizes();
    }

    /** Whether somebody wants output {@code i}. */
    boolean wants(int i) {
        return node.output(i) != null;
    }

    /** The value of input {@code i}, which the shape rule asked to be constant. */
    Tensor value(int i) {
        return node.input(i).constant().load();
    }

    /** A tensor of zeros for a constant, of a size that a graph can hold. */
    Tensor zeros(DType dtype, long... dims) {
        long bytes = dtype.bytes();
        for (long size : dims) {
            bytes = size == 0 ? 0 : bytes > MAX_BYTES / size ? MAX_BYTES + 1 : bytes * size;
        }
        if (bytes > MAX_BYTES) {
            throw invalid(
                    "constants of at most " + MAX_BYTES + " bytes",
                    dtype + " " + Arrays.toString(dims));
        }
        return Tensor.zeros(dtype, dims);
    }

    /** An exception that names the node, with what was wanted and what came. */
    InvalidGraphException invalid(String expected, String found) {
        return new InvalidGraphException(
                node.name() + " (" + node.op().name() + ")",
                expected,
                found,
                "check the model and the dimensions it was bound to");
    }

    Value constant(Tensor tensor) {
        return Value.ofConstant(node.name() + "/constant", tensor);
    }

    Value longs(long... values) {
        return constant(Tensor.ofLongs(new long[] {values.length}, values));
    }

    /** A number of the element type of input {@code i}. */
    Value scalarLike(int i, double number) {
        Tensor scalar = Tensor.zeros(type(i).dtype());
        scalar.setDouble(0, number);
        return constant(scalar);
    }

    /** Elements of one dimension in the element type of input {@code i}. */
    Value filledLike(int i, double number, long size) {
        Tensor tensor = zeros(type(i).dtype(), size);
        for (int j = 0; j < size; j++) {
            tensor.setDouble(j, number);
        }
        return constant(tensor);
    }

    /** The result of a new node. */
    Value step(Operator op, Value... inputs) {
        return steps(op, 1, inputs).get(0);
    }

    /** The results of a new node. */
    List<Value> steps(Operator op, int outputs, Value... inputs) {
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            results.add(new Value(node.name() + "/" + op.name() + nodes.size(), null));
        }
        nodes.add(new Node(node.name() + "/" + op.name(), op, Arrays.asList(inputs), results));
        return results;
    }

    /** Makes output {@code i} of the node the result of a new node. */
    void emit(int i, Operator op, Value... inputs) {
        if (wants(i)) {
            List<Value> outputs = List.of(node.output(i));
            nodes.add(new Node(node.name(), op, Arrays.asList(inputs), outputs));
        }
    }

    Value binary(BinaryKind kind, Value a, Value b) {
        return step(new Binary(kind), a, b);
    }

    Value reshape(Value x, long... dims) {
        return step(new Reshape(true), x, longs(dims));
    }

    Value cast(Value x, DType to) {
        return step(new Cast(to), x);
    }
}
