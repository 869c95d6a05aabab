package org.ossicle.pass;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Where;

/**
 * Lets a softmax along the last axis apply the mask of its scores, which nobody else may take:
 * {@code Where(mask, constant, scores)} or {@code scores + mask} before it, and with the first also
 * {@code Where(mask, 0, shares)} after it.
 */
public final class FuseSoftmaxMask implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walkCountingUses(
                graph,
                (node, rewrite) -> {
                    boolean fused =
                            node.op() instanceof Softmax softmax && mask(node, softmax, rewrite)
                                    || node.op() instanceof Where && zero(node, rewrite);
                    if (!fused) {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean mask(Node node, Softmax softmax, Rewrite rewrite) {
        Value masked = node.input(0);
        int rank = masked.type().shape().rank();
        Node before = rewrite.soleProducer(masked);
        boolean last = softmax.axis() == -1 || softmax.axis() == rank - 1;
        if (before == null || !last || rank == 0 || masked.type().dtype() != DType.FLOAT32) {
            return false;
        }
        if (before.op() instanceof Where) {
            float replacement = Constants.scalar(before.input(1));
            MaskedSoftmax op = new MaskedSoftmax(softmax.log(), replacement, false);
            return !Float.isNaN(replacement)
                    && fuse(node, op, before.input(2), before.input(0), rewrite);
        }
        MaskedSoftmax op = new MaskedSoftmax(softmax.log(), 0, false);
        return Patterns.is(before, BinaryKind.ADD)
                && (fuse(node, op, before.input(0), before.input(1), rewrite)
                        || fuse(node, op, before.input(1), before.input(0), rewrite));
    }

    private static boolean fuse(
            Node node, MaskedSoftmax op, Value scores, Value mask, Rewrite rewrite) {
        TensorType type = node.output(0).type();
        if (!scores.type().equals(type)) {
            return false;
        }
        rewrite.add(node.name(), op, List.of(scores, mask), node.output(0));
        return true;
    }

    /** Takes zeroes where the mask holds into the softmax under that mask. */
    private static boolean zero(Node node, Rewrite rewrite) {
        Node before = rewrite.soleProducer(node.input(2));
        boolean fits =
                before != null
                        && before.op() instanceof MaskedSoftmax
                        && before.input(1) == node.input(0)
                        && Constants.scalar(node.input(1)) == 0
                        && node.output(0).type().equals(before.output(0).type());
        if (!fits) {
            return false;
        }
        MaskedSoftmax softmax = (MaskedSoftmax) before.op();
        MaskedSoftmax op = new MaskedSoftmax(false, softmax.replacement(), true);
        return !softmax.log() && fuse(node, op, before.input(0), before.input(1), rewrite);
    }
}
