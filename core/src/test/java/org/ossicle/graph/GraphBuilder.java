package org.ossicle.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/** Builds small graphs in tests; every type is worked out as nodes are added. */
public final class GraphBuilder {
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    public Value input(String name, DType dtype, long... dims) {
        Value value = new Value(name, TensorType.of(dtype, dims));
        inputs.add(value);
        return value;
    }

    public Value input(String name, long... dims) {
        return input(name, DType.FLOAT32, dims);
    }

    public static Value longs(long... values) {
        return Value.ofConstant(
                "longs" + Arrays.toString(values),
                Tensor.ofLongs(new long[] {values.length}, values));
    }

    public static Value scalar(float value) {
        return Value.ofConstant("scalar" + value, Tensor.ofFloats(new long[0], value));
    }

    /** A node with one output. */
    public Value add(Operator op, Value... operands) {
        return add(op, 1, operands)[0];
    }

    public Value[] add(Operator op, int outputCount, Value... operands) {
        Value[] results = new Value[outputCount];
        String name = op.name() + "_" + nodes.size();
        for (int i = 0; i < outputCount; i++) {
            results[i] = new Value(name + (i == 0 ? "" : ":" + i), null);
        }
        Node node = new Node(name, op, Arrays.asList(operands), Arrays.asList(results));
        List<TensorType> types = op.infer(new NodeTypes(node));
        for (int i = 0; i < outputCount; i++) {
            results[i].setType(types.get(i));
        }
        nodes.add(node);
        return results;
    }

    public Value add(UnaryKind kind, Value x) {
        return add(Unary.of(kind), x);
    }

    public Value add(BinaryKind kind, Value a, Value b) {
        return add(new Binary(kind), a, b);
    }

    /** A node whose output types are left open. */
    public Value addUntyped(Operator op, Value... operands) {
        Value result = new Value(op.name() + "_" + nodes.size(), null);
        nodes.add(new Node(result.name(), op, Arrays.asList(operands), List.of(result)));
        return result;
    }

    public GraphBuilder output(Value... values) {
        outputs.addAll(Arrays.asList(values));
        return this;
    }

    public Graph build() {
        return new Graph("test", inputs, nodes, outputs);
    }
}
