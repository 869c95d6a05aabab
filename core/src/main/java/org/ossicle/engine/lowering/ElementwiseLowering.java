package org.ossicle.engine.lowering;

import java.util.List;
import org.ossicle.engine.lowering.StepContext.Refusal;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Where;

/** Functions of single elements; operands that broadcast repeat by strides of 0. */
final class ElementwiseLowering {
    private ElementwiseLowering() {}

    static void unary(Unary op, StepContext step) {
        if (op.kind() == UnaryKind.IS_INF && (op.alpha() == 0 || op.beta() == 0)) {
            throw new Refusal("infinities of one sign");
        }
        step.emit(
                Opcode.UNARY,
                step.out(0),
                List.of(step.in(0)),
                op.kind().ordinal(),
                StepContext.bits(op.alpha()),
                StepContext.bits(op.beta()));
    }

    static void binary(Binary op, StepContext step) {
        binary(op.kind(), step.out(0), step.in(0), step.in(1), step);
    }

    private static void binary(
            BinaryKind kind, NativeTensor y, NativeTensor a, NativeTensor b, StepContext step) {
        List<NativeTensor> inputs = List.of(a.broadcast(y.dims()), b.broadcast(y.dims()));
        step.emit(Opcode.BINARY, y, inputs, kind.ordinal());
    }

    static void where(Where op, StepContext step) {
        long[] dims = step.out(0).dims();
        List<NativeTensor> inputs =
                List.of(
                        step.in(0).broadcast(dims),
                        step.in(1).broadcast(dims),
                        step.in(2).broadcast(dims));
        step.emit(Opcode.WHERE, step.out(0), inputs);
    }

    static void cast(Operator op, StepContext step) {
        step.emit(Opcode.CAST, step.out(0), List.of(step.in(0)));
    }

    /** One instruction where the bounds are known reals, else a maximum and a minimum. */
    static void clip(Clip op, StepContext step) {
        NativeTensor y = step.out(0);
        boolean known = isKnown(step, 1) && isKnown(step, 2);
        if (known && y.dtype().isFloat()) {
            step.emit(
                    Opcode.UNARY,
                    y,
                    List.of(step.in(0)),
                    UnaryKind.CLIP.ordinal(),
                    StepContext.bits(bound(step, 1, Double.NEGATIVE_INFINITY)),
                    StepContext.bits(bound(step, 2, Double.POSITIVE_INFINITY)));
            return;
        }
        NativeTensor x = step.in(0);
        if (step.has(1)) {
            binary(BinaryKind.MAX, y, x, scalar(step.in(1)), step);
            x = y;
        }
        if (step.has(2)) {
            binary(BinaryKind.MIN, y, x, scalar(step.in(2)), step);
            x = y;
        }
        if (x != y) {
            step.emit(Opcode.COPY, y, List.of(x));
        }
    }

    private static boolean isKnown(StepContext step, int i) {
        return !step.has(i) || step.constant(i) != null;
    }

    private static double bound(StepContext step, int i, double none) {
        Tensor value = step.constant(i);
        return value == null ? none : value.getDouble(0);
    }

    private static NativeTensor scalar(NativeTensor tensor) {
        return tensor.view(new long[0], new long[0]);
    }

    static void swoosh(Swoosh op, StepContext step) {
        step.emit(
                Opcode.SWOOSH,
                step.out(0),
                List.of(step.in(0)),
                StepContext.bits(op.shift()),
                StepContext.bits(op.slope()),
                StepContext.bits(op.offset()));
    }
}
