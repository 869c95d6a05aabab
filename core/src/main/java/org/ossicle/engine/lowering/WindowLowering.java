package org.ossicle.engine.lowering;

import java.util.List;
import java.util.stream.LongStream;
import org.ossicle.engine.lowering.StepContext.Refusal;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.ConvGeometry;
import org.ossicle.graph.op.ConvInteger;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.Pool;
import org.ossicle.graph.op.PoolKind;

/** Operators that slide a window over spatial axes. */
final class WindowLowering {
    private static final int MAX_SPATIAL_RANK = 3;

    private WindowLowering() {}

    static void conv(Conv op, StepContext step) {
        conv(Opcode.CONV, op.attributes(), Activation.NONE, step, 3);
    }

    static void fusedConv(FusedConv op, StepContext step) {
        conv(Opcode.CONV, op.attributes(), op.activation(), step, 3);
    }

    static void convInteger(ConvInteger op, StepContext step) {
        conv(Opcode.CONV_INTEGER, op.attributes(), Activation.NONE, step, 4);
    }

    private static void conv(
            Opcode opcode,
            ConvAttributes attributes,
            Activation activation,
            StepContext step,
            int inputs) {
        ConvGeometry window = ConvGeometry.of(attributes, step.in(0).dims(), step.in(1).dims());
        checkRank(window);
        long[] head = {activation.ordinal(), attributes.group(), window.rank()};
        step.emit(opcode, step.out(0), step.inputs(inputs), join(head, steps(window)));
    }

    static void pool(Pool op, StepContext step) {
        if (step.out(1) != null) {
            throw new Refusal("places of the greatest elements");
        }
        if (!step.in(0).dtype().isFloat()) {
            throw new Refusal(step.in(0).dtype() + " windows");
        }
        ConvGeometry window = op.window(step.in(0).dims());
        checkRank(window);
        boolean max = op.kind() == PoolKind.MAX;
        long[] head = {max ? 0 : 1, op.countIncludePad() ? 1 : 0, window.rank()};
        step.emit(
                Opcode.POOL,
                step.out(0),
                List.of(step.in(0)),
                join(join(head, window.kernel()), steps(window)));
    }

    private static void checkRank(ConvGeometry window) {
        if (window.rank() > MAX_SPATIAL_RANK) {
            throw new Refusal(window.rank() + " spatial axes");
        }
    }

    /** Strides, dilations, padding at the starts, padding at the ends. */
    private static long[] steps(ConvGeometry window) {
        long[] pads = join(window.begin(), window.end());
        return join(join(window.strides(), window.dilations()), pads);
    }

    private static long[] join(long[] a, long[] b) {
        return LongStream.concat(LongStream.of(a), LongStream.of(b)).toArray();
    }
}
