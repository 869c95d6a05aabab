package org.ossicle.engine.lowering;

import java.util.List;
import org.ossicle.engine.lowering.StepContext.Refusal;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.PadMode;
import org.ossicle.graph.op.Range;
import org.ossicle.graph.op.TensorLimits;
import org.ossicle.graph.op.Tile;

/** Copies between views, and values that come from nowhere. */
final class MovementLowering {
    private MovementLowering() {}

    static void copy(Identity op, StepContext step) {
        step.emit(Opcode.COPY, step.out(0), List.of(step.in(0)));
    }

    static void fill(ConstantOfShape op, StepContext step) {
        step.emit(Opcode.FILL, step.out(0), List.of(), bits(op.value()));
    }

    /** The bytes of the one element of a tensor, in the low bytes of a long. */
    private static long bits(Tensor value) {
        long bits = 0;
        for (int i = value.dtype().bytes() - 1; i >= 0; i--) {
            bits = bits << 8 | value.data().get(i) & 0xFF;
        }
        return bits;
    }

    /**
     * Each repeated axis becomes two: the repeats, over which the input has stride 0, and itself.
     */
    static void tile(Tile op, StepContext step) {
        NativeTensor x = step.in(0);
        NativeTensor y = step.out(0);
        int rank = x.rank();
        int repeated = 0;
        for (int axis = 0; axis < rank; axis++) {
            repeated += y.dims()[axis] != x.dims()[axis] ? 1 : 0;
        }
        if (rank + repeated > TensorLimits.MAX_RANK) {
            throw new Refusal(repeated + " repeated axes of " + rank);
        }
        long[] dims = new long[rank + repeated];
        long[] from = new long[rank + repeated];
        long[] to = new long[rank + repeated];
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            long size = x.dims()[axis];
            if (y.dims()[axis] != size) {
                dims[next] = size == 0 ? 0 : y.dims()[axis] / size;
                to[next++] = size * y.strides()[axis];
            }
            dims[next] = size;
            from[next] = x.strides()[axis];
            to[next++] = y.strides()[axis];
        }
        step.emit(Opcode.COPY, y.view(dims, to), List.of(x.view(dims, from)));
    }

    static void pad(Pad op, StepContext step) {
        NativeTensor x = step.in(0);
        NativeTensor y = step.out(0);
        int rank = x.rank();
        long[] pads = Pad.pads(step.longs(1), step.longs(3), rank);
        if (op.mode() == PadMode.CONSTANT) {
            padWithValue(x, y, pads, step);
            return;
        }
        long[] attributes = new long[1 + pads.length];
        attributes[0] = op.mode().ordinal();
        for (int i = 0; i < pads.length; i++) {
            if (pads[i] < 0) {
                throw new Refusal("negative padding in mode " + op.mode());
            }
            attributes[1 + i] = pads[i];
        }
        step.emit(Opcode.PAD, y, List.of(x), attributes);
    }

    /** The value everywhere, then what is left of the input after negative pads over it. */
    private static void padWithValue(
            NativeTensor x, NativeTensor y, long[] pads, StepContext step) {
        Tensor value = step.constant(2);
        if (step.has(2) && value == null) {
            NativeTensor one = step.in(2).view(new long[0], new long[0]);
            step.emit(Opcode.COPY, y, List.of(one.broadcast(y.dims())));
        } else {
            step.emit(Opcode.FILL, y, List.of(), value == null ? 0 : bits(value));
        }
        int rank = x.rank();
        NativeTensor from = x;
        NativeTensor to = y;
        for (int axis = 0; axis < rank; axis++) {
            long cut = Math.max(0, -pads[axis]);
            long kept = x.dims()[axis] - cut - Math.max(0, -pads[rank + axis]);
            from = from.slice(axis, cut, Math.max(0, kept));
            to = to.slice(axis, Math.max(0, pads[axis]), Math.max(0, kept));
        }
        if (from.elements() > 0) {
            step.emit(Opcode.COPY, to, List.of(from));
        }
    }

    static void range(Range op, StepContext step) {
        step.emit(Opcode.RANGE, step.out(0), step.inputs(3));
    }
}
