package org.ossicle.pass;

import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/** Joins {@code x * sigmoid(x)} to one step. */
public final class FuseSilu implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    Value x = Patterns.is(node, BinaryKind.MUL) ? argument(node, rewrite) : null;
                    if (x == null) {
                        rewrite.keep(node);
                    } else {
                        Unary silu = Unary.of(UnaryKind.SILU);
                        rewrite.add(node.name(), silu, List.of(x), node.output(0));
                    }
                });
    }

    private static Value argument(Node node, Rewrite rewrite) {
        for (int i = 0; i < 2; i++) {
            Node sigmoid = rewrite.producer(node.input(i));
            if (Patterns.is(sigmoid, UnaryKind.SIGMOID) && sigmoid.input(0) == node.input(1 - i)) {
                return sigmoid.input(0);
            }
        }
        return null;
    }
}
