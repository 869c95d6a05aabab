package org.ossicle.engine.lowering;

import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.GatherElements;
import org.ossicle.graph.op.GatherNd;
import org.ossicle.graph.op.ScatterElements;
import org.ossicle.graph.op.ScatterNd;

/** Operators whose data are indices; native code checks those as it runs. */
final class IndexLowering {
    private IndexLowering() {}

    static void gather(Gather op, StepContext step) {
        int axis = StepContext.axis(op.axis(), step.in(0).rank());
        step.emit(Opcode.GATHER, step.out(0), step.inputs(2), axis);
    }

    static void gatherElements(GatherElements op, StepContext step) {
        int axis = StepContext.axis(op.axis(), step.in(0).rank());
        step.emit(Opcode.GATHER_ELEMENTS, step.out(0), step.inputs(2), axis);
    }

    static void gatherNd(GatherNd op, StepContext step) {
        step.emit(Opcode.GATHER_ND, step.out(0), step.inputs(2), op.batchDims());
    }

    static void scatterNd(ScatterNd op, StepContext step) {
        step.emit(Opcode.SCATTER_ND, step.out(0), step.inputs(3), op.reduction().ordinal());
    }

    static void scatterElements(ScatterElements op, StepContext step) {
        int axis = StepContext.axis(op.axis(), step.in(0).rank());
        step.emit(
                Opcode.SCATTER_ELEMENTS,
                step.out(0),
                step.inputs(3),
                axis,
                op.reduction().ordinal());
    }
}
