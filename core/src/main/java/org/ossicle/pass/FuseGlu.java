package org.ossicle.pass;

import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.UnaryKind;

/**
 * Joins the gated linear unit {@code a * sigmoid(b)} to one step. Mostly a and b are the two halves
 * of one value, which the step reads where they lie; any others of equal shape will do. Nobody else
 * may take the sigmoid. A gate that broadcasts stays apart: it is cheaper to compute once.
 */
public final class FuseGlu implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.fuseEitherWay(graph, BinaryKind.MUL, FuseGlu::fuse);
    }

    private static boolean fuse(Node root, Value a, Value gate, Rewrite rewrite) {
        Node sigmoid = rewrite.soleProducer(gate);
        TensorType type = root.output(0).type();
        if (!Patterns.is(sigmoid, UnaryKind.SIGMOID)
                || !a.type().equals(type)
                || !gate.type().equals(type)) {
            return false;
        }
        List<Value> halves = List.of(a, sigmoid.input(0));
        rewrite.add(root.name(), new Binary(BinaryKind.GLU), halves, root.output(0));
        return true;
    }
}
