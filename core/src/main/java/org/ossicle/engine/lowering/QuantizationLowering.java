package org.ossicle.engine.lowering;

import java.util.List;
import org.ossicle.engine.lowering.StepContext.Refusal;
import org.ossicle.graph.op.DequantizeLinear;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.QuantizeLinear;

/** From real numbers to integers of few bits and back. */
final class QuantizationLowering {
    private QuantizationLowering() {}

    static void dynamic(DynamicQuantizeLinear op, StepContext step) {
        if (step.out(0) == null || step.out(1) == null || step.out(2) == null) {
            throw new Refusal("fewer than its three outputs");
        }
        step.emit(
                Opcode.DYNAMIC_QUANTIZE,
                List.of(step.out(0), step.out(1), step.out(2)),
                step.inputs(1));
    }

    static void quantize(QuantizeLinear op, StepContext step) {
        checkBlocks(op.blockSize());
        step.emit(Opcode.QUANTIZE, step.out(0), step.inputs(3), axis(op.axis(), step));
    }

    static void dequantize(DequantizeLinear op, StepContext step) {
        checkBlocks(op.blockSize());
        step.emit(Opcode.DEQUANTIZE, step.out(0), step.inputs(3), axis(op.axis(), step));
    }

    /** A single scale needs no axis, so the axis may lie outside a tensor of low rank. */
    private static int axis(long axis, StepContext step) {
        boolean single = step.in(1).elements() == 1;
        int rank = step.in(0).rank();
        return single ? 0 : StepContext.axis(axis, rank);
    }

    private static void checkBlocks(long blockSize) {
        if (blockSize != 0) {
            throw new Refusal("scales per block");
        }
    }
}
