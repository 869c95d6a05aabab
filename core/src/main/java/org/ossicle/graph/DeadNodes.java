package org.ossicle.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Removes nodes whose results nobody uses, in sub-graphs too. */
public final class DeadNodes {
    private final Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private int removed;

    private DeadNodes() {}

    /** Removes them and gives their number. Inputs of the graph stay, used or not. */
    public static int remove(Graph graph) {
        DeadNodes dead = new DeadNodes();
        dead.sweep(graph);
        return dead.removed;
    }

    private void sweep(Graph graph) {
        used.addAll(graph.outputs());
        List<Node> kept = new ArrayList<>(graph.nodes().size());
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (!isUsed(node)) {
                removed++;
                continue;
            }
            for (Graph inner : node.op().subgraphs()) {
                sweep(inner);
            }
            used.addAll(node.inputs());
            kept.add(node);
        }
        if (kept.size() < graph.nodes().size()) {
            Collections.reverse(kept);
            graph.setNodes(kept);
        }
    }

    private boolean isUsed(Node node) {
        for (Value output : node.outputs()) {
            if (output != null && used.contains(output)) {
                return true;
            }
        }
        return false;
    }
}
