package org.ossicle.pass;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.UnaryKind;

/**
 * Joins the normalisation of Zipformer 2, {@code x * (mean((x - bias)^2)^-0.5 * scale)} over the
 * last axis with a constant scale, to one {@link BiasNorm}. Nobody else may take what lies between.
 */
public final class FuseBiasNorm implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.fuseEitherWay(graph, BinaryKind.MUL, FuseBiasNorm::fuse);
    }

    private static boolean fuse(Node root, Value x, Value factor, Rewrite rewrite) {
        TensorType type = x.type();
        if (type.dtype() != DType.FLOAT32 || !root.output(0).type().equals(type)) {
            return false;
        }
        Node power = rewrite.soleProducer(factor);
        float scale = 1;
        if (Patterns.is(power, BinaryKind.MUL)) {
            int constant = power.input(0).isConstant() ? 0 : 1;
            scale = Constants.scalar(power.input(constant));
            power = rewrite.soleProducer(power.input(1 - constant));
        }
        Value bias = bias(inverseRoot(power, rewrite), x, rewrite);
        if (bias == null || Float.isNaN(scale)) {
            return false;
        }
        rewrite.add(root.name(), new BiasNorm(scale), List.of(x, bias), root.output(0));
        return true;
    }

    /** The node that gives m in 1 / sqrt(m), or null. */
    private static Node inverseRoot(Node node, Rewrite rewrite) {
        if (Patterns.is(node, BinaryKind.POW) && Constants.isAll(node.input(1), -0.5)) {
            return rewrite.soleProducer(node.input(0));
        }
        Node root =
                Patterns.is(node, UnaryKind.RECIPROCAL)
                        ? rewrite.soleProducer(node.input(0))
                        : null;
        return Patterns.is(root, UnaryKind.SQRT) ? rewrite.soleProducer(root.input(0)) : null;
    }

    /** The bias if {@code mean} is the mean of (x - bias)^2 over the last axis, or null. */
    private static Value bias(Node mean, Value x, Rewrite rewrite) {
        Node square = mean == null ? null : rewrite.soleProducer(mean.input(0));
        Node centred = square == null ? null : rewrite.producer(square.input(0));
        if (!Patterns.is(centred, BinaryKind.SUB)
                || !Patterns.isSquare(square, centred.output(0))
                || rewrite.uses(centred.output(0)) != (Patterns.is(square, BinaryKind.MUL) ? 2 : 1)
                || centred.input(0) != x) {
            return null;
        }
        long[] dims = x.type().shape().sizes();
        int last = dims.length - 1;
        Value bias = centred.input(1);
        boolean fits =
                last >= 0
                        && Patterns.meanFrom(mean, square.output(0)) == last
                        && bias.isConstant()
                        && bias.type().equals(TensorType.of(DType.FLOAT32, dims[last]))
                        && centred.output(0).type().equals(x.type());
        return fits ? bias : null;
    }
}
