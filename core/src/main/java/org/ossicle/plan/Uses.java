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
    record Use(Node node, int index) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Use use && use.node == node && use.index == index;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(node) + index;
        }
    }

    Uses(Graph graph) {
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.inputCount(); i++) {
                Value value = node.input(i);
                if (value != null) {
                    List<Use> known = uses.get(value);
                    if (known == null) {
                        known = new ArrayList<>(2);
                        uses.put(value, known);
                    }
                    known.add(new Use(node, i));
                }
            }
        }
    }

    List<Use> of(Value value) {
        return uses.getOrDefault(value, List.of());
    }
}
