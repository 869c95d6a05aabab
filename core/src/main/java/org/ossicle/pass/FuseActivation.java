package org.ossicle.pass;

import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.graph.op.Unary;

/** Lets a product or convolution that nobody else takes apply the activation that follows it. */
public final class FuseActivation implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    Activation activation = activation(node);
                    Node producer =
                            activation == Activation.NONE ? null : rewrite.producer(node.input(0));
                    Operator fused =
                            producer != null && rewrite.uses(node.input(0)) == 1
                                    ? with(producer, activation)
                                    : null;
                    if (fused == null) {
                        rewrite.keep(node);
                    } else {
                        rewrite.add(producer.name(), fused, producer.inputs(), node.output(0));
                    }
                });
    }

    private static Activation activation(Node node) {
        if (!(node.op() instanceof Unary unary)) {
            return Activation.NONE;
        }
        return switch (unary.kind()) {
            case RELU -> Activation.RELU;
            case SIGMOID -> Activation.SIGMOID;
            case TANH -> Activation.TANH;
            default -> Activation.NONE;
        };
    }

    private static Operator with(Node producer, Activation activation) {
        if (!producer.output(0).type().dtype().isFloat()) {
            return null;
        }
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
