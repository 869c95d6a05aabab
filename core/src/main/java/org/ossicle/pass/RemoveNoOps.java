package org.ossicle.pass;

import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.Flatten;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.SliceRange;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unsqueeze;
import org.ossicle.graph.op.Where;

/**
 * Removes nodes that give one of their inputs as it is: x + 0, x * 1, x / 1, casts to the same
 * type, moves that move nothing, and {@code Where} with a known condition.
 */
public final class RemoveNoOps implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    Value same = node.outputs().size() == 1 ? unchanged(node) : null;
                    if (same != null && same.type().equals(node.output(0).type())) {
                        rewrite.forward(node.output(0), same);
                    } else {
                        rewrite.keep(node);
                    }
                });
    }

    /** The input that the node would give if its type allows, or null. */
    private static Value unchanged(Node node) {
        if (node.op() instanceof Binary binary) {
            return neutral(node, binary);
        }
        if (node.op() instanceof Where) {
            Tensor condition = Constants.tensor(node.input(0));
            return condition == null ? null : chosen(node, condition);
        }
        if (node.op() instanceof Cast cast) {
            return cast.to() == node.input(0).type().dtype() ? node.input(0) : null;
        }
        return movesNothing(node) ? node.input(0) : null;
    }

    private static Value neutral(Node node, Binary binary) {
        return switch (binary.kind()) {
            case ADD -> otherThan(node, 0, true);
            case SUB -> otherThan(node, 0, false);
            case MUL -> otherThan(node, 1, true);
            case DIV -> otherThan(node, 1, false);
            case POW -> Constants.isAll(node.input(1), 1) ? node.input(0) : null;
            default -> null;
        };
    }

    /**
     * The other input if one of them, the second unless either may, is {@code neutral} all over.
     */
    private static Value otherThan(Node node, double neutral, boolean either) {
        if (Constants.isAll(node.input(1), neutral)) {
            return node.input(0);
        }
        return either && Constants.isAll(node.input(0), neutral) ? node.input(1) : null;
    }

    private static Value chosen(Node node, Tensor condition) {
        boolean all = true;
        boolean none = true;
        for (int i = 0; i < condition.elements(); i++) {
            boolean holds = condition.getLong(i) != 0;
            all &= holds;
            none &= !holds;
        }
        return all ? node.input(1) : none ? node.input(2) : null;
    }

    /** Whether a node gives its first input wherever the type stays the same. */
    private static boolean movesNothing(Node node) {
        if (node.op() instanceof Transpose transpose) {
            return keepsOrder(transpose, node.input(0).type());
        }
        if (node.op() instanceof Slice) {
            return slicesForward(node);
        }
        if (node.op() instanceof Clip) {
            return node.input(1) == null && node.input(2) == null;
        }
        if (node.op() instanceof Concat) {
            return node.inputs().size() == 1;
        }
        return node.op() instanceof Identity
                || node.op() instanceof Reshape
                || node.op() instanceof Squeeze
                || node.op() instanceof Unsqueeze
                || node.op() instanceof Flatten
                || node.op() instanceof Expand
                || node.op() instanceof Tile
                || node.op() instanceof Pad && Constants.isAll(node.input(1), 0);
    }

    /** Whether only axes of size 1 change places. */
    private static boolean keepsOrder(Transpose transpose, TensorType type) {
        int last = -1;
        for (int axis : transpose.order(type.shape().rank())) {
            if (type.shape().size(axis) != 1) {
                if (axis < last) {
                    return false;
                }
                last = axis;
            }
        }
        return true;
    }

    private static boolean slicesForward(Node node) {
        long[] dims = node.input(0).type().shape().sizes();
        for (SliceRange range : Moves.slice(node)) {
            if (range.step() < 0) {
                return false;
            }
        }
        return dims.length > 0;
    }
}
