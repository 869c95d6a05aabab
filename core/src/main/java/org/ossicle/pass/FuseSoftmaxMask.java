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
 * {@code Where(mask, constant, scores)}, {@code Where(keep, scores, constant)} or {@code scores +
 * mask} before it; with a {@code Where} also one of either form after it that puts zeroes in place
 * of the masked shares.
 */
public final class FuseSoftmaxMask implements Pass {
    private static final int[] CONSTANTS = {1, 2};

    @Override
    public void run(Graph graph) {
        OppositeFlags opposites = new OppositeFlags();
        Rewrite.walkCountingUses(
                graph,
                (node, rewrite) -> {
                    if (!(node.op() instanceof Softmax && mask(node, opposites, rewrite))
                            && !(node.op() instanceof Where && zero(node, opposites, rewrite))) {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean mask(Node node, OppositeFlags opposites, Rewrite rewrite) {
        Softmax softmax = (Softmax) node.op();
        Value masked = node.input(0);
        int rank = masked.type().shape().rank();
        Node before = rewrite.soleProducer(masked);
        boolean last = softmax.axis() == -1 || softmax.axis() == rank - 1;
        if (before == null || !last || rank == 0 || masked.type().dtype() != DType.FLOAT32) {
            return false;
        }
        if (before.op() instanceof Where) {
            return replaced(node, before, softmax.log(), opposites, rewrite);
        }
        MaskedSoftmax op = new MaskedSoftmax(softmax.log(), 0, false);
        return Patterns.is(before, BinaryKind.ADD)
                && (fuse(node, op, before.input(0), before.input(1), rewrite)
                        || fuse(node, op, before.input(1), before.input(0), rewrite));
    }

    private static boolean replaced(
            Node node, Node where, boolean log, OppositeFlags opposites, Rewrite rewrite) {
        for (int constant : CONSTANTS) {
            float replacement = Constants.scalar(where.input(constant));
            if (!Float.isNaN(replacement)) {
                MaskedSoftmax op = new MaskedSoftmax(log, replacement, false);
                Value mask = flags(where, constant, opposites, rewrite);
                return fuse(node, op, where.input(other(constant)), mask, rewrite);
            }
        }
        return false;
    }

    /** The other one of the two values that a Where chooses from. */
    private static int other(int constant) {
        return 3 - constant;
    }

    /** The flags of where a Where gives its constant. */
    private static Value flags(Node where, int constant, OppositeFlags opposites, Rewrite rewrite) {
        return opposites.of(where.input(0), constant == 2, rewrite);
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
    private static boolean zero(Node where, OppositeFlags opposites, Rewrite rewrite) {
        for (int constant : CONSTANTS) {
            Node before = rewrite.soleProducer(where.input(other(constant)));
            boolean fits =
                    before != null
                            && before.op() instanceof MaskedSoftmax softmax
                            && !softmax.log()
                            && Constants.scalar(where.input(constant)) == 0
                            && where.output(0).type().equals(before.output(0).type())
                            && flags(where, constant, opposites, rewrite) == before.input(1);
            if (fits) {
                float replacement = ((MaskedSoftmax) before.op()).replacement();
                MaskedSoftmax op = new MaskedSoftmax(false, replacement, true);
                return fuse(where, op, before.input(0), before.input(1), rewrite);
            }
        }
        return false;
    }
}
