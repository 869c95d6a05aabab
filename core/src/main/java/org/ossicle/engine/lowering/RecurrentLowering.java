package org.ossicle.engine.lowering;

import java.util.Arrays;
import java.util.List;
import org.ossicle.engine.lowering.StepContext.Refusal;
import org.ossicle.graph.op.CellActivation;
import org.ossicle.graph.op.Gru;
import org.ossicle.graph.op.Lstm;

/** Recurrent layers over a sequence. */
final class RecurrentLowering {
    private RecurrentLowering() {}

    static void lstm(Lstm op, StepContext step) {
        long[] head = {
            op.hiddenSize(),
            op.direction().ordinal(),
            StepContext.bits(op.clip()),
            op.batchMajor() ? 1 : 0,
            op.inputForget() ? 1 : 0
        };
        step.emit(
                Opcode.LSTM,
                Arrays.asList(step.out(0), step.out(1), step.out(2)),
                step.inputs(8),
                withActivations(head, op.activations()));
    }

    static void gru(Gru op, StepContext step) {
        long[] head = {
            op.hiddenSize(),
            op.direction().ordinal(),
            StepContext.bits(op.clip()),
            op.batchMajor() ? 1 : 0,
            op.linearBeforeReset() ? 1 : 0
        };
        step.emit(
                Opcode.GRU,
                Arrays.asList(step.out(0), step.out(1)),
                step.inputs(6),
                withActivations(head, op.activations()));
    }

    private static long[] withActivations(long[] head, List<CellActivation> activations) {
        long[] attributes = Arrays.copyOf(head, head.length + activations.size());
        for (int i = 0; i < activations.size(); i++) {
            attributes[head.length + i] = number(activations.get(i));
        }
        return attributes;
    }

    private static long number(CellActivation activation) {
        return switch (activation.kind()) {
            case SIGMOID -> 0;
            case TANH -> 1;
            case RELU -> 2;
            default -> throw new Refusal("activation " + activation.kind().onnxName());
        };
    }
}
