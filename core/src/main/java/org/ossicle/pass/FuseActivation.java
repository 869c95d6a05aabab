package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unary;

/**
 * Lets a product or convolution that nobody else takes apply the activation that follows it, also
 * where the result is transposed or reshaped first.
 */
public final class FuseActivation implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walkCountingUses(
                graph,
                (node, rewrite) -> {
                    if (!fuse(node, rewrite)) {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean fuse(Node node, Rewrite rewrite) {
        Activation activation = activation(node);
        if (activation == Activation.NONE || rewrite.uses(node.input(0)) != 1) {
            return false;
        }
        Node move = rewrite.producer(node.input(0));
        Node product = move != null && isMove(move) ? rewrite.producer(move.input(0)) : move;
        Operator fused = product == null ? null : with(product, activation);
        if (fused == null || rewrite.uses(product.output(0)) != 1 || !isReal(product)) {
            return false;
        }
        if (product == move) {
            rewrite.add(product.name(), fused, product.inputs(), node.output(0));
            return true;
        }
        TensorType type = product.output(0).type();
        List<Value> moved = new ArrayList<>(move.inputs());
        moved.set(0, rewrite.add(product.name(), fused, product.inputs(), type));
        rewrite.add(move.name(), move.op(), moved, node.output(0));
        return true;
    }

    private static boolean isReal(Node product) {
        return product.output(0).type().dtype().isFloat();
    }

    private static boolean isMove(Node node) {
        return Moves.isReshape(node.op()) || node.op() instanceof Transpose;
    }

    private static Activation activation(Node node) {
        return node.op() instanceof Unary unary ? Activation.of(unary.kind()) : Activation.NONE;
    }

    private static Operator with(Node producer, Activation activation) {
        if (producer.op() instanceof MatMul) {
            return new FusedMatMul(activation);
        }
        if (producer.op() instanceof FusedMatMul fused && fused.activation() == Activation.NONE) {
            return new FusedMatMul(activation);
        }
        if (producer.op() instanceof QuantizedMatMul fused
                && fused.activation() == Activation.NONE) {
            return new QuantizedMatMul(activation);
        }
        return producer.op() instanceof Conv conv
                ? new FusedConv(conv.attributes(), activation)
                : null;
    }
}
