package org.ossicle.plan;

import org.ossicle.graph.Operator;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.Where;

/**
 * Which operands of a step may be strided views and which may share bytes. What is not named here
 * takes and gives dense tensors only.
 */
final class OperandRules {
    private OperandRules() {}

    /** Whether input {@code index} may be any view. */
    static boolean takesViews(Operator op, int index) {
        if (op instanceof Reduce || op instanceof Tile) {
            return index == 0;
        }
        if (op instanceof QuantizedMatMul) {
            return index == 0 || index == 3 || index == 6;
        }
        if (op instanceof MatMulInteger) {
            return index < 2;
        }
        return isElementwise(op) || isProduct(op);
    }

    /** Whether the outputs may be any view without repeated elements. */
    static boolean givesViews(Operator op) {
        return isElementwise(op)
                || isProduct(op)
                || op instanceof QuantizedMatMul
                || op instanceof MatMulInteger
                || op instanceof Tile
                || op instanceof ConstantOfShape;
    }

    /** Whether the output may take the place of input {@code index}, element by element. */
    static boolean inPlace(Operator op, int index) {
        if (op instanceof Softmax || op instanceof LayerNormalization || op instanceof Clip) {
            return index == 0;
        }
        return isElementwise(op) && !(op instanceof Cast) && !(op instanceof Identity);
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
        return op instanceof MatMul || op instanceof FusedMatMul || op instanceof Gemm;
    }
}
