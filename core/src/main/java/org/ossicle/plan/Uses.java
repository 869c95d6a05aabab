package org.ossicle.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;

/** Who takes each value of a graph. */
final class Uses {
    private final Map<Value, List<Use>> uses = new IdentityHashMap<>();

    /** Input {@code index} of {@code node}. */
    record Use(Node node, int index) {}

    Uses(Graph graph) {
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.inputs().size(); i++) {
                Value value = node.input(i);
                if (value != null) {
                    uses.computeIfAbsent(value, v -> new ArrayList<>(2)).add(new Use(node, i));
                }
            }
        }
    }

    List<Use> of(Value value) {
        return uses.getOrDefault(value, List.of());
    }
}
