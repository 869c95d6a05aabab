package org.ossicle.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.error.InvalidGraphException;

/**
 * A change to a graph that is first collected and then made at once: new nodes, and values that
 * take the place of others of the same type. Applying it drops what nobody uses any more and checks
 * the result, so a wrong rewrite is noticed where it happens.
 *
 * <p>Outputs of the graph keep their identity, and so their names: where one is replaced, the node
 * behind its replacement gives the output instead. Used once, by one thread.
 */
public final class GraphPatch {
    private final Graph graph;
    private final Map<Node, List<Node>> insertions = new IdentityHashMap<>();
    private final Map<Value, Value> replacements = new IdentityHashMap<>();

    public GraphPatch(Graph graph) {
        this.graph = graph;
    }

    /** Whether nothing was asked for yet. */
    public boolean isEmpty() {
        return insertions.isEmpty() && replacements.isEmpty();
    }

    /** Puts a node right before another one of the graph. */
    public void insertBefore(Node anchor, Node node) {
        insertions.computeIfAbsent(anchor, key -> new ArrayList<>()).add(node);
    }

    /**
     * Puts a new node with one output right before {@code anchor} and gives that output.
     *
     * @param anchor a node of the graph
     * @param name the name of the new node and its output
     * @param op what it computes
     * @param type the type of its output, or null if it is not known
     * @param inputs what it uses, null for an omitted input
     */
    public Value add(Node anchor, String name, Operator op, TensorType type, Value... inputs) {
        Value output = new Value(name, type);
        insertBefore(anchor, new Node(name, op, Arrays.asList(inputs), List.of(output)));
        return output;
    }

    /**
     * Makes everything that uses {@code old} use {@code by}.
     *
     * @throws InvalidGraphException if the types of both are known and differ
     */
    public void replace(Value old, Value by) {
        if (old.type() != null && by.type() != null && !old.type().equals(by.type())) {
            throw new InvalidGraphException(
                    "value " + old,
                    "a replacement of the same type",
                    by.toString(),
                    "a rewrite of the graph is wrong; report it");
        }
        if (resolve(by) == old) {
            throw new InvalidGraphException(
                    "value " + old,
                    "a replacement other than itself",
                    by.toString(),
                    "a rewrite of the graph is wrong; report it");
        }
        replacements.put(old, by);
    }

    /**
     * Makes the changes.
     *
     * @throws InvalidGraphException if the graph does not hang together afterwards
     */
    public void apply() {
        List<Node> nodes = new ArrayList<>(graph.nodes().size());
        for (Node node : graph.nodes()) {
            nodes.addAll(insertions.getOrDefault(node, List.of()));
            nodes.add(node);
        }
        graph.setNodes(rehomed(nodes));
        redirect(graph, true);
        DeadNodes.remove(graph);
        GraphChecker.check(graph);
    }

    /**
     * The nodes, with those behind replacements of graph outputs giving the outputs themselves. An
     * output stays as it was if its replacement is no node's or an output itself.
     */
    private List<Node> rehomed(List<Node> nodes) {
        Map<Value, Value> moves = new IdentityHashMap<>();
        Set<Value> produced = Collections.newSetFromMap(new IdentityHashMap<>());
        nodes.forEach(node -> produced.addAll(node.outputs()));
        for (Value output : graph.outputs()) {
            Value by = resolve(output);
            if (by != output && produced.contains(by) && !graph.outputs().contains(by)) {
                moves.put(by, output);
                replacements.remove(output);
                replacements.put(by, output);
            }
        }
        if (moves.isEmpty()) {
            return nodes;
        }
        Set<Value> moved = Collections.newSetFromMap(new IdentityHashMap<>());
        moved.addAll(moves.values());
        List<Node> result = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            result.add(rehomed(node, moves, moved));
        }
        return result;
    }

    private static Node rehomed(Node node, Map<Value, Value> moves, Set<Value> moved) {
        List<Value> outputs = new ArrayList<>(node.outputs());
        boolean changed = false;
        for (int i = 0; i < outputs.size(); i++) {
            Value output = outputs.get(i);
            if (output != null && moves.containsKey(output)) {
                outputs.set(i, moves.get(output));
                changed = true;
            } else if (moved.contains(output)) {
                outputs.set(i, null);
                changed = true;
            }
        }
        return changed ? new Node(node.name(), node.op(), node.inputs(), outputs) : node;
    }

    private void redirect(Graph target, boolean isRoot) {
        for (Node node : target.nodes()) {
            for (int i = 0; i < node.inputs().size(); i++) {
                Value input = node.inputs().get(i);
                if (input != null) {
                    node.setInput(i, resolve(input));
                }
            }
            node.op().subgraphs().forEach(inner -> redirect(inner, false));
        }
        if (!isRoot) {
            target.outputs().replaceAll(this::resolve);
        }
    }

    private Value resolve(Value value) {
        Value last = value;
        while (replacements.containsKey(last)) {
            last = replacements.get(last);
        }
        return last;
    }
}
