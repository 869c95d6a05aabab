package org.ossicle.pass;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;

/** Where a graph of several inputs stops treating one of them alone. */
final class ProjectionCut {
    private static final BitSet NOTHING = new BitSet();

    private final Graph graph;

    /** The inputs that a value depends on; none for those without an entry. */
    private final Map<Value, BitSet> reach = new IdentityHashMap<>();

    ProjectionCut(Graph graph) {
        this.graph = graph;
        for (int i = 0; i < graph.inputs().size(); i++) {
            BitSet one = new BitSet();
            one.set(i);
            reach.put(graph.inputs().get(i), one);
        }
        for (Node node : graph.nodes()) {
            BitSet inputs = reach(node);
            node.outputs().forEach(output -> reach.put(output, inputs));
        }
    }

    private BitSet reach(Node node) {
        BitSet all = new BitSet();
        for (Value input : node.inputs()) {
            all.or(reach.getOrDefault(input, NOTHING));
        }
        return all;
    }

    /**
     * The one value that carries all that comes of an input to where others join it: the input
     * itself if there is no such value.
     */
    Value of(int input) {
        Value start = graph.inputs().get(input);
        BitSet alone = reach.get(start);
        Set<Value> crossing = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (!reach(node).equals(alone)) {
                node.inputs().stream()
                        .filter(v -> alone.equals(reach.get(v)))
                        .forEach(crossing::add);
            }
        }
        graph.outputs().stream().filter(v -> alone.equals(reach.get(v))).forEach(crossing::add);
        return crossing.size() == 1 ? crossing.iterator().next() : start;
    }

    /** The nodes that some values need, in order; what {@code known} stands for needs none. */
    static List<Node> needed(Graph graph, List<Value> wanted, List<Value> known) {
        Set<Value> open = new HashSet<>(wanted);
        open.removeAll(known);
        List<Node> nodes = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (node.outputs().stream().anyMatch(open::contains)) {
                nodes.add(0, node);
                open.addAll(node.inputs());
                open.removeAll(known);
            }
        }
        return nodes;
    }
}
