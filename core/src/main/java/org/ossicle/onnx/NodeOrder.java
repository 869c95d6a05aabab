package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Puts nodes into an order in which each comes after those whose results it uses. */
final class NodeOrder {
    private final List<OnnxNode> nodes;
    private final List<Set<String>> uses;
    private final Scope scope;
    private final ImportSession session;

    private NodeOrder(List<OnnxNode> nodes, Scope scope, ImportSession session) {
        this.nodes = nodes;
        this.scope = scope;
        this.session = session;
        this.uses = new ArrayList<>(nodes.size());
        for (OnnxNode node : nodes) {
            uses.add(uses(node));
        }
    }

    /**
     * The nodes themselves if they are in order, as ONNX asks, and otherwise sorted; nodes that do
     * not depend on each other keep their order.
     *
     * @throws org.ossicle.error.ModelFormatException if a name means nothing or nodes wait for each
     *     other
     */
    static List<OnnxNode> sorted(List<OnnxNode> nodes, Scope scope, ImportSession session) {
        return isSorted(nodes, scope) ? nodes : new NodeOrder(nodes, scope, session).sort();
    }

    private static boolean isSorted(List<OnnxNode> nodes, Scope scope) {
        Set<String> known = new HashSet<>();
        for (OnnxNode node : nodes) {
            Collection<String> names = hasGraphs(node) ? uses(node) : node.inputs();
            for (String name : names) {
                if (!name.isEmpty() && !known.contains(name) && !scope.knows(name)) {
                    return false;
                }
            }
            known.addAll(node.outputs());
        }
        return true;
    }

    private static boolean hasGraphs(OnnxNode node) {
        for (OnnxAttribute attribute : node.attributes().values()) {
            if (attribute.value() instanceof OnnxGraph) {
                return true;
            }
        }
        return false;
    }

    private List<OnnxNode> sort() {
        Map<String, Integer> producers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                producers.put(output, i);
            }
        }
        int[] waiting = new int[nodes.size()];
        List<List<Integer>> followers = new ArrayList<>();
        nodes.forEach(node -> followers.add(new ArrayList<>()));
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String name : uses.get(i)) {
                Integer producer = producers.get(name);
                if (producer != null) {
                    followers.get(producer).add(i);
                    waiting[i]++;
                } else if (!scope.knows(name)) {
                    throw session.broken(
                            "node '" + nodes.get(i).label() + "'",
                            "a value called '" + name + "'",
                            "none in the graph");
                }
            }
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        return drain(ready, waiting, followers);
    }

    private List<OnnxNode> drain(
            PriorityQueue<Integer> ready, int[] waiting, List<List<Integer>> followers) {
        List<OnnxNode> sorted = new ArrayList<>(nodes.size());
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (int follower : followers.get(next)) {
                if (--waiting[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        if (sorted.size() < nodes.size()) {
            int stuck = 0;
            while (waiting[stuck] == 0) {
                stuck++;
            }
            throw session.broken(
                    "node '" + nodes.get(stuck).label() + "'",
                    "nodes that do not wait for each other",
                    "a circle of dependencies");
        }
        return sorted;
    }

    /** The names that a node and the graphs in its attributes take from around them. */
    private static Set<String> uses(OnnxNode node) {
        Set<String> names = new LinkedHashSet<>(node.inputs());
        names.remove("");
        for (OnnxAttribute attribute : node.attributes().values()) {
            if (attribute.value() instanceof OnnxGraph graph) {
                names.addAll(captures(graph));
            }
        }
        return names;
    }

    private static Set<String> captures(OnnxGraph graph) {
        Set<String> used = new LinkedHashSet<>();
        Set<String> defined = new HashSet<>();
        graph.inputs().forEach(input -> defined.add(input.name()));
        graph.initializers().forEach(tensor -> defined.add(tensor.name()));
        for (OnnxNode node : graph.nodes()) {
            used.addAll(uses(node));
            defined.addAll(node.outputs());
        }
        graph.outputs().forEach(output -> used.add(output.name()));
        used.removeAll(defined);
        return used;
    }
}
