package org.ossicle.graph;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a graph as text for people: one node per line, equal text for equal graphs. Values of the
 * same name are told apart by a number.
 */
public final class GraphPrinter {
    private static final int SMALL = 8;

    private final StringBuilder text = new StringBuilder();
    private final Map<Value, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();

    private GraphPrinter() {}

    public static String print(Graph graph) {
        GraphPrinter printer = new GraphPrinter();
        printer.graph(graph, "");
        return printer.text.toString();
    }

    private void graph(Graph graph, String indent) {
        text.append(indent).append("graph ").append(graph.name()).append('(');
        values(graph.inputs(), true);
        text.append(")\n");
        String inner = indent + "  ";
        for (Node node : graph.nodes()) {
            text.append(inner);
            values(node.outputs(), true);
            text.append(" = ").append(operator(node.op())).append('(');
            values(node.inputs(), false);
            text.append(")  # ").append(node.name()).append('\n');
            for (Graph branch : node.op().subgraphs()) {
                graph(branch, inner + "  ");
            }
        }
        text.append(inner).append("return ");
        values(graph.outputs(), false);
        text.append('\n');
    }

    /** A record with graphs inside is written by its name; they follow below. */
    private static String operator(Operator op) {
        return op.subgraphs().isEmpty() ? op.toString() : op.name();
    }

    private void values(List<Value> values, boolean typed) {
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            Value value = values.get(i);
            if (value == null) {
                text.append('_');
            } else if (value.isConstant()) {
                constant(value);
            } else {
                text.append('%').append(name(value));
                if (typed && value.type() != null) {
                    text.append(": ").append(value.type());
                }
            }
        }
    }

    private void constant(Value value) {
        if (value.constant() instanceof Tensor tensor && tensor.elements() <= SMALL) {
            text.append(tensor);
        } else {
            text.append('@').append(name(value)).append(": ").append(value.type());
        }
    }

    private String name(Value value) {
        String known = names.get(value);
        if (known == null) {
            int count = uses.merge(value.name(), 1, Integer::sum);
            known = count == 1 ? value.name() : value.name() + "~" + count;
            names.put(value, known);
        }
        return known;
    }
}
