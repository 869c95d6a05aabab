package org.ossicle.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies a graph with all its nodes and values, so that one imported model can be specialised more
 * than once. Operators and constants, which do not change, are shared.
 */
public final class GraphCopy {
    private final Map<Value, Value> copies = new IdentityHashMap<>();

    private GraphCopy() {}

    /**
     * A graph that shares no node and no value with {@code graph}, except values that a sub-graph
     * takes from a graph around it which is not part of the copy.
     */
    public static Graph of(Graph graph) {
        return new GraphCopy().copy(graph);
    }

    private Graph copy(Graph graph) {
        List<Value> inputs = new ArrayList<>(graph.inputs().size());
        for (Value input : graph.inputs()) {
            inputs.add(define(input));
        }
        List<Node> nodes = new ArrayList<>(graph.nodes().size());
        for (Node node : graph.nodes()) {
            nodes.add(copy(node));
        }
        return new Graph(graph.name(), inputs, nodes, uses(graph.outputs()));
    }

    private Node copy(Node node) {
        List<Value> inputs = uses(node.inputs());
        Operator op = node.op();
        if (!op.subgraphs().isEmpty()) {
            List<Graph> inner = new ArrayList<>();
            for (Graph graph : op.subgraphs()) {
                inner.add(copy(graph));
            }
            op = op.withSubgraphs(inner);
        }
        List<Value> outputs = new ArrayList<>(node.outputs().size());
        for (Value output : node.outputs()) {
            outputs.add(output == null ? null : define(output));
        }
        return new Node(node.name(), op, inputs, outputs);
    }

    private List<Value> uses(List<Value> values) {
        List<Value> result = new ArrayList<>(values.size());
        for (Value value : values) {
            result.add(value == null ? null : use(value));
        }
        return result;
    }

    private Value use(Value value) {
        Value copy = copies.get(value);
        if (copy != null) {
            return copy;
        }
        return value.isConstant() ? define(value) : value;
    }

    private Value define(Value value) {
        Value copy =
                value.isConstant()
                        ? Value.ofConstant(value.name(), value.constant())
                        : new Value(value.name(), value.type());
        copies.put(value, copy);
        return copy;
    }
}
