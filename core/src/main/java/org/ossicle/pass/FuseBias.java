package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Broadcasting;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.QuantizedMatMul;

/**
 * Lets a matrix product that nobody else takes add what is added to it: a bias, a residual or any
 * other value that broadcasts to the product. Real products only.
 */
public final class FuseBias implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.fuseEitherWay(graph, BinaryKind.ADD, FuseBias::fuse);
    }

    private static boolean fuse(Node root, Value product, Value bias, Rewrite rewrite) {
        Node node = rewrite.producer(product);
        Operator op = node == null ? null : withBias(node);
        if (op == null
                || rewrite.uses(product) != 1
                || !product.type().equals(root.output(0).type())
                || !Broadcasting.fits(
                        bias.type().shape().sizes(), product.type().shape().sizes())) {
            return false;
        }
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.add(bias);
        rewrite.add(node.name(), op, inputs, root.output(0));
        return true;
    }

    /** The operator with room for a bias as its next input, or null. */
    private static Operator withBias(Node node) {
        boolean real = node.output(0).type() != null && node.output(0).type().dtype().isFloat();
        if (!real) {
            return null;
        }
        if (node.op() instanceof MatMul) {
            return new FusedMatMul(Activation.NONE);
        }
        boolean plainMatMul =
                node.op() instanceof FusedMatMul fused
                        && fused.activation() == Activation.NONE
                        && node.inputs().size() == 2;
        boolean plainQuantized =
                node.op() instanceof QuantizedMatMul fused
                        && fused.activation() == Activation.NONE
                        && node.inputs().size() == 6;
        return plainMatMul || plainQuantized ? node.op() : null;
    }
}
