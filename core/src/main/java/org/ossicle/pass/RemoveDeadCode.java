package org.ossicle.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Gru;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.Pool;
import org.ossicle.graph.op.Rnn;

/**
 * Removes nodes whose outputs nobody takes, and drops single outputs that nobody takes where the
 * operator allows it.
 */
public final class RemoveDeadCode implements Pass {
    @Override
    public void run(Graph graph) {
        Set<Value> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.addAll(graph.outputs());
        List<Node> kept = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (isWanted(node, wanted)) {
                kept.add(hasOptionalOutputs(node) ? withoutUnused(node, wanted) : node);
                for (int j = 0; j < node.inputCount(); j++) {
                    wanted.add(node.input(j));
                }
            }
        }
        Collections.reverse(kept);
        graph.setNodes(kept);
    }

    private static boolean isWanted(Node node, Set<Value> wanted) {
        for (int i = 0; i < node.outputCount(); i++) {
            if (node.output(i) != null && wanted.contains(node.output(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOptionalOutputs(Node node) {
        return node.op() instanceof Lstm
                || node.op() instanceof Gru
                || node.op() instanceof Rnn
                || node.op() instanceof Pool
                || node.op() instanceof LayerNormalization;
    }

    private static Node withoutUnused(Node node, Set<Value> wanted) {
        List<Value> outputs = new ArrayList<>(node.outputs());
        outputs.replaceAll(output -> wanted.contains(output) ? output : null);
        while (outputs.get(outputs.size() - 1) == null) {
            outputs.remove(outputs.size() - 1);
        }
        return new Node(node.name(), node.op(), node.inputs(), outputs);
    }
}
