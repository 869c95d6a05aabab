package org.ossicle.plan;

import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.PadMode;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.Where;

/**
 * Which operands of a step may be strided views, what that costs, and which may share bytes. What
 * is not named here takes and gives dense tensors only.
 *
 * <p>Costs are in copied elements: what one step does while another one copies an element. Views
 * whose innermost elements are neighbours cost nothing: engines run along rows. Elements that lie
 * apart take an element-wise step many times as long as a copy, which moves blocks.
 */
final class OperandRules {
    /** The operand has to be dense. */
    static final long IMPOSSIBLE = Long.MAX_VALUE;

    /** What a step costs before it touches an element. */
    private static final long STEP = 500;

    /** Arithmetic over elements that lie apart, per element. */
    private static final long SCATTERED_ARITHMETIC = 4;

    /** Exponentials and the like over elements that lie apart, per element. */
    private static final long SCATTERED_FUNCTION = 60;

    private OperandRules() {}

    /** What one more step costs that copies a tensor. */
    static long copyCost(Layout layout) {
        return STEP + layout.elements();
    }

    /** What it costs a node's step to read input {@code index} as the view that it is. */
    static long readCost(Node node, int index, Layout layout) {
        Operator op = node.op();
        if (index == 0 && ChannelsInnermost.suit(node)) {
            long turning = turnCost(layout);
            return ChannelsInnermost.isPadded(node)
                    ? Math.max(turning, layout.elements())
                    : turning;
        }
        if (layout.isContiguous() || takesAnyView(op, index)) {
            return 0;
        }
        boolean rows =
                isElementwise(op)
                        || isBias(op, index)
                        || op instanceof MaskedSoftmax && index == 1
                        || op instanceof Reduce && index == 0;
        if (rows) {
            return layout.hasRows() ? 0 : rate(op) * layout.elements();
        }
        return IMPOSSIBLE;
    }

    /** What it costs a node's step to write its outputs as a view. */
    static long writeCost(Node node, Layout layout) {
        Operator op = node.op();
        if (ChannelsInnermost.suit(node)) {
            return turnCost(layout);
        }
        if (layout.isContiguous() || op instanceof Identity || op instanceof ConstantOfShape) {
            return 0;
        }
        boolean gives =
                isElementwise(op) || isProduct(op) || op instanceof Tile || isConstantPad(op);
        if (!gives) {
            return IMPOSSIBLE;
        }
        return layout.hasRows() ? 0 : rate(op) * layout.elements();
    }

    /** What it costs a step that works on innermost channels to take or give a picture. */
    private static long turnCost(Layout layout) {
        if (ChannelsInnermost.are(layout)) {
            return 0;
        }
        return layout.isContiguous() ? layout.elements() : IMPOSSIBLE;
    }

    /** Whether the output may take the place of input {@code index}, element by element. */
    static boolean inPlace(Operator op, int index) {
        boolean first =
                op instanceof Softmax
                        || op instanceof MaskedSoftmax
                        || op instanceof LayerNormalization
                        || op instanceof BiasNorm
                        || op instanceof Clip;
        if (first) {
            return index == 0;
        }
        return isElementwise(op) && !(op instanceof Cast) && !(op instanceof Identity);
    }

    private static boolean takesAnyView(Operator op, int index) {
        if (op instanceof QuantizedMatMul) {
            return index == 0 || index == 3;
        }
        if (op instanceof Tile || isConstantPad(op)) {
            return index == 0;
        }
        return op instanceof Identity || isProduct(op) && index < 2;
    }

    private static boolean isBias(Operator op, int index) {
        return op instanceof QuantizedMatMul && index == 6
                || index == 2 && (op instanceof FusedMatMul || op instanceof Gemm);
    }

    private static long rate(Operator op) {
        boolean function =
                op instanceof Unary
                        || op instanceof Swoosh
                        || op instanceof Binary binary && isFunction(binary.kind());
        return function ? SCATTERED_FUNCTION : SCATTERED_ARITHMETIC;
    }

    private static boolean isFunction(BinaryKind kind) {
        return kind == BinaryKind.POW || kind == BinaryKind.GLU;
    }

    private static boolean isElementwise(Operator op) {
        return op instanceof Unary
                || op instanceof Binary
                || op instanceof Where
                || op instanceof Cast
                || op instanceof Clip
                || op instanceof Swoosh
                || op instanceof Identity;
    }

    private static boolean isProduct(Operator op) {
        return op instanceof MatMul
                || op instanceof FusedMatMul
                || op instanceof Gemm
                || op instanceof MatMulInteger
                || op instanceof QuantizedMatMul;
    }

    private static boolean isConstantPad(Operator op) {
        return op instanceof Pad pad && pad.mode() == PadMode.CONSTANT;
    }
}
