package org.ossicle.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.ossicle.error.InvalidGraphException;

/**
 * Proves that a graph hangs together: nodes come after what they use, each value has one source,
 * nothing is used that is not there. Stateless; meant to run after every rewrite.
 */
public final class GraphChecker {
    private final boolean typed;
    private final Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());

    private GraphChecker(boolean typed) {
        this.typed = typed;
    }

    /**
     * Checks sources and order, in sub-graphs too.
     *
     * @throws InvalidGraphException naming the node or value at fault
     */
    public static void check(Graph graph) {
        new GraphChecker(false).checkGraph(graph);
    }

    /**
     * As {@link #check}; also every value in use must have a type of known sizes.
     *
     * @throws InvalidGraphException naming the node or value at fault
     */
    public static void checkTyped(Graph graph) {
        new GraphChecker(true).checkGraph(graph);
    }

    private void checkGraph(Graph graph) {
        Object where = graph;
        List<Value> local = new ArrayList<>();
        for (Value input : graph.inputs()) {
            if (input.isConstant()) {
                throw invalid(where, "inputs that a caller gives", "the constant " + input);
            }
            define(where, input, local);
        }
        for (Node node : graph.nodes()) {
            checkNode(node, local);
        }
        for (Value output : graph.outputs()) {
            checkUse(where, output);
        }
        // What a graph defines is not seen outside it.
        local.forEach(defined::remove);
    }

    private void checkNode(Node node, List<Value> local) {
        for (Value input : node.inputs()) {
            if (input != null) {
                checkUse(node, input);
            }
        }
        for (Graph inner : node.op().subgraphs()) {
            checkGraph(inner);
        }
        for (Value output : node.outputs()) {
            if (output != null) {
                if (output.isConstant()) {
                    throw invalid(node, "outputs that are computed", "the constant " + output);
                }
                define(node, output, local);
            }
        }
    }

    private void define(Object where, Value value, List<Value> local) {
        if (!defined.add(value)) {
            throw invalid(where, "one source of " + value, "a second one");
        }
        local.add(value);
        checkType(where, value);
    }

    private void checkUse(Object where, Value value) {
        if (!value.isConstant() && !defined.contains(value)) {
            throw invalid(where, "values given before their use", value + ", which is not");
        }
        checkType(where, value);
    }

    private void checkType(Object where, Value value) {
        boolean known = value.type() != null && value.type().shape().isKnown();
        if (typed && !known) {
            throw invalid(where, "a known type of every value", value.toString());
        }
    }

    /**
     * @param where a graph or a node, described only here: nearly every graph is sound
     */
    private static InvalidGraphException invalid(Object where, String expected, String found) {
        String place =
                where instanceof Node node
                        ? "node '" + node.name() + "' (" + node.op().name() + ")"
                        : "graph '" + ((Graph) where).name() + "'";
        return new InvalidGraphException(
                place, expected, found, "a rewrite of the graph is wrong; report it");
    }
}
