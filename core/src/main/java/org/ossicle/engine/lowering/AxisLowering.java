package org.ossicle.engine.lowering;

import java.util.Arrays;
import java.util.List;
import org.ossicle.engine.lowering.StepContext.Refusal;
import org.ossicle.graph.DType;
import org.ossicle.graph.op.ArgReduce;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.CumSum;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.TopK;

/** Operators that go along some axes of a tensor. */
final class AxisLowering {
    private AxisLowering() {}

    static void reduce(Reduce op, StepContext step) {
        NativeTensor x = step.in(0);
        long[] listed = step.has(1) ? step.longs(1) : new long[0];
        boolean[] reduced = op.reduced(listed, x.rank());
        long mask = 0;
        for (int axis = 0; axis < x.rank(); axis++) {
            mask |= reduced[axis] ? 1L << axis : 0;
        }
        if (mask == 0) {
            step.emit(Opcode.COPY, step.out(0), List.of(x));
            return;
        }
        NativeTensor y = withReducedAxes(step.out(0), x, mask);
        step.emit(Opcode.REDUCE, y, List.of(x), op.kind().ordinal(), mask);
    }

    /** The output with an axis of size 1 for each reduced axis. */
    private static NativeTensor withReducedAxes(NativeTensor y, NativeTensor x, long mask) {
        long[] dims = x.dims().clone();
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = (mask >> axis & 1) != 0 ? 1 : dims[axis];
        }
        return y.reshape(dims);
    }

    static void softmax(Softmax op, StepContext step) {
        NativeTensor x = step.in(0);
        NativeTensor y = step.out(0);
        int axis = StepContext.axis(op.axis(), x.rank());
        if (op.flattened()) {
            long inner = 1;
            for (int i = axis; i < x.rank(); i++) {
                inner *= x.dims()[i];
            }
            long outer = inner == 0 ? 0 : x.elements() / inner;
            x = x.reshape(outer, inner);
            y = y.reshape(outer, inner);
            axis = 1;
        }
        step.emit(Opcode.SOFTMAX, y, List.of(x), axis, op.log() ? 1 : 0);
    }

    static void maskedSoftmax(MaskedSoftmax op, StepContext step) {
        NativeTensor x = step.in(0);
        NativeTensor mask = step.in(1).broadcast(x.dims());
        long axis = x.rank() - 1;
        long log = op.log() ? 1 : 0;
        List<NativeTensor> inputs = List.of(x, mask);
        if (mask.dtype() == DType.BOOL) {
            long replacement = StepContext.bits(op.replacement());
            long zeroes = op.zeroes() ? 1 : 0;
            step.emit(Opcode.SOFTMAX, step.out(0), inputs, axis, log, replacement, zeroes);
        } else {
            step.emit(Opcode.SOFTMAX, step.out(0), inputs, axis, log);
        }
    }

    static void arg(ArgReduce op, StepContext step) {
        NativeTensor x = step.in(0);
        int axis = StepContext.axis(op.axis(), x.rank());
        NativeTensor y = withReducedAxes(step.out(0), x, 1L << axis);
        long last = op.selectLast() ? 1 : 0;
        step.emit(Opcode.ARG, y, List.of(x), axis, op.max() ? 1 : 0, last);
    }

    static void cumSum(CumSum op, StepContext step) {
        NativeTensor x = step.in(0);
        int axis = StepContext.axis(step.longs(1)[0], x.rank());
        long exclusive = op.exclusive() ? 1 : 0;
        step.emit(Opcode.CUMSUM, step.out(0), List.of(x), axis, exclusive, op.reverse() ? 1 : 0);
    }

    static void layerNorm(LayerNormalization op, StepContext step) {
        if (step.out(1) != null || step.out(2) != null) {
            throw new Refusal("mean or deviation as an output");
        }
        NativeTensor x = step.in(0);
        int axis = StepContext.axis(op.axis(), x.rank());
        long normalised = 1;
        for (int i = axis; i < x.rank(); i++) {
            normalised *= x.dims()[i];
        }
        for (int i = 1; i < 3; i++) {
            if (step.has(i) && step.in(i).elements() != normalised) {
                throw new Refusal("scale or bias that broadcasts");
            }
        }
        List<NativeTensor> inputs = Arrays.asList(x, step.in(1), step.in(2));
        step.emit(Opcode.LAYER_NORM, step.out(0), inputs, axis, StepContext.bits(op.epsilon()));
    }

    static void biasNorm(BiasNorm op, StepContext step) {
        step.emit(Opcode.BIAS_NORM, step.out(0), step.inputs(2), StepContext.bits(op.scale()));
    }

    static void topK(TopK op, StepContext step) {
        int axis = StepContext.axis(op.axis(), step.in(0).rank());
        if (step.out(0) == null || step.out(1) == null) {
            throw new Refusal("one of its two outputs alone");
        }
        step.emit(
                Opcode.TOPK,
                List.of(step.out(0), step.out(1)),
                step.inputs(2),
                axis,
                op.largest() ? 1 : 0,
                op.sorted() ? 1 : 0);
    }
}
