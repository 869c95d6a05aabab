package org.ossicle.graph.op;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;

/** Operators that compare places, as comparisons with constant ramps. */
final class MaskExpansions {
    private MaskExpansions() {}

    /** 0, 1, .. along one axis of that many, to stretch along the others. */
    static Value ramp(Expansion e, long size, int axis, int rank) {
        long[] dims = new long[rank];
        Arrays.fill(dims, 1);
        dims[axis] = size;
        Tensor ramp = e.zeros(DType.INT64, dims);
        for (int i = 0; i < size; i++) {
            ramp.setLong(i, i);
        }
        return e.constant(ramp);
    }

    static void hardmax(Hardmax op, Expansion e) {
        long[] dims = e.dims(0);
        long[] lines = dims;
        int axis = (int) (op.axis() < 0 ? op.axis() + dims.length : op.axis());
        if (op.flattened()) {
            long rows = 1;
            for (int i = 0; i < axis; i++) {
                rows *= dims[i];
            }
            long elements = e.type(0).shape().elements();
            lines = new long[] {rows, rows == 0 ? 0 : elements / rows};
            axis = 1;
        }
        if (lines[axis] == 0) {
            e.emit(0, new Identity(), e.input(0));
            return;
        }
        Value x = op.flattened() ? e.reshape(e.input(0), lines) : e.input(0);
        Value best = e.step(new ArgReduce(true, axis, true, false), x);
        Value places = ramp(e, lines[axis], axis, lines.length);
        Value ones = e.cast(e.binary(BinaryKind.EQUAL, places, best), e.type(0).dtype());
        e.emit(0, new Reshape(true), ones, e.longs(dims));
    }

    static void trilu(Trilu op, Expansion e) {
        long[] dims = e.dims(0);
        long rows = dims[dims.length - 2];
        long columns = dims[dims.length - 1];
        Value diagonals = e.binary(BinaryKind.SUB, ramp(e, columns, 1, 2), ramp(e, rows, 0, 2));
        Value k = e.has(1) ? e.reshape(e.input(1)) : e.constant(Tensor.ofLongs(new long[0], 0));
        BinaryKind side = op.upper() ? BinaryKind.GREATER_OR_EQUAL : BinaryKind.LESS_OR_EQUAL;
        Value kept = e.binary(side, diagonals, k);
        e.emit(0, new Where(), kept, e.input(0), e.scalarLike(0, 0));
    }

    static void oneHot(OneHot op, Expansion e) {
        int rank = e.dims(0).length + 1;
        int axis = (int) (op.axis() < 0 ? op.axis() + rank : op.axis());
        long depth = e.value(1).getLong(0);
        Value index = e.cast(e.input(0), DType.INT64);
        Value zero = e.constant(Tensor.ofLongs(new long[0], 0));
        Value size = e.constant(Tensor.ofLongs(new long[0], depth));
        Value negative = e.binary(BinaryKind.LESS, index, zero);
        Value counted = e.binary(BinaryKind.ADD, index, size);
        Value place = e.step(new Where(), negative, counted, index);
        Value spread = e.step(new Unsqueeze(), place, e.longs(axis));
        Value hit = e.binary(BinaryKind.EQUAL, spread, ramp(e, depth, axis, rank));
        Value off = e.step(new Gather(0), e.input(2), zero);
        Value on = e.step(new Gather(0), e.input(2), e.constant(Tensor.ofLongs(new long[0], 1)));
        e.emit(0, new Where(), hit, on, off);
    }

    static void eyeLike(EyeLike op, Expansion e) {
        long[] dims = e.dims(0);
        Value diagonals = e.binary(BinaryKind.SUB, ramp(e, dims[1], 1, 2), ramp(e, dims[0], 0, 2));
        Value k = e.constant(Tensor.ofLongs(new long[0], op.k()));
        Value ones = e.binary(BinaryKind.EQUAL, diagonals, k);
        DType type = op.dtype() == null ? e.type(0).dtype() : op.dtype();
        e.emit(0, new Cast(type), ones);
    }
}
