package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Transpose;

/**
 * Joins reshapes of reshapes to one, of whatever kind they are, and transposes of transposes.
 * Slices of slices need no joining: a plan views them at no cost.
 */
public final class MergeMoves implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    Node before = rewrite.producer(node.input(0));
                    if (before != null
                            && Moves.isReshape(node.op())
                            && Moves.isReshape(before.op())) {
                        reshape(node, before, rewrite);
                    } else if (node.op() instanceof Transpose outer
                            && before != null
                            && before.op() instanceof Transpose inner) {
                        transpose(node, outer, before, inner, rewrite);
                    } else {
                        rewrite.keep(node);
                    }
                });
    }

    private static void reshape(Node node, Node before, Rewrite rewrite) {
        Value result = node.output(0);
        long[] dims = result.type().shape().sizes();
        Value shape = Constants.longs(result.name() + "/shape", dims);
        rewrite.add(node.name(), new Reshape(true), List.of(before.input(0), shape), result);
    }

    private static void transpose(
            Node node, Transpose outer, Node before, Transpose inner, Rewrite rewrite) {
        int rank = node.input(0).type().shape().rank();
        int[] outerOrder = outer.order(rank);
        int[] innerOrder = inner.order(rank);
        List<Long> order = new ArrayList<>();
        for (int axis : outerOrder) {
            order.add((long) innerOrder[axis]);
        }
        rewrite.add(node.name(), new Transpose(order), List.of(before.input(0)), node.output(0));
    }
}
