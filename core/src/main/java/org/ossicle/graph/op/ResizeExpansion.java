package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;

/** Resizing axis by axis: a product with a matrix of weights, or a choice of neighbours. */
final class ResizeExpansion {
    private ResizeExpansion() {}

    static void expand(Resize op, Expansion e) {
        Tensor region = op.crops() ? e.value(1) : null;
        boolean scaled = e.has(2) && e.type(2).shape().elements() > 0;
        long[] dims = e.dims(0);
        List<ResizeAxis> axes =
                ResizeAxis.of(
                        op, dims, region, scaled ? e.value(2) : null, scaled ? null : e.value(3));
        DType type = e.type(0).dtype();
        boolean nearest = op.rule().mode() == ResizeRule.Mode.NEAREST;
        DType work = type == DType.FLOAT64 ? type : DType.FLOAT32;
        Value x = nearest || work == type ? e.input(0) : e.cast(e.input(0), work);
        Value outside = null;
        for (ResizeAxis axis : axes) {
            if (!axis.isIdentity()) {
                x = nearest ? choose(op, e, x, axis) : weigh(op, e, x, axis, dims.length, work);
            }
            if (op.crops()) {
                Value here = outside(op, e, axis, dims.length);
                outside = outside == null ? here : e.binary(BinaryKind.OR, outside, here);
            }
        }
        Value result = nearest || work == type ? x : e.cast(x, type);
        if (outside == null) {
            e.emit(0, new Identity(), result);
        } else {
            Value other = e.scalarLike(0, op.extrapolation());
            e.emit(0, new Where(), outside, other, result);
        }
    }

    private static Value choose(Resize op, Expansion e, Value x, ResizeAxis axis) {
        Tensor places = e.zeros(DType.INT64, axis.output());
        for (int i = 0; i < places.elements(); i++) {
            double origin = axis.origin(op.rule().coordinates(), i);
            places.setLong(i, axis.nearest(op.rule().nearest(), origin));
        }
        return e.step(new Gather(axis.index()), x, e.constant(places));
    }

    private static Value weigh(
            Resize op, Expansion e, Value x, ResizeAxis axis, int rank, DType work) {
        Tensor matrix = e.zeros(work, axis.input(), axis.output());
        for (int i = 0; i < axis.output(); i++) {
            double[] weights = axis.weights(op, axis.origin(op.rule().coordinates(), i));
            for (int j = 0; j < weights.length; j++) {
                matrix.setDouble((int) (j * axis.output() + i), weights[j]);
            }
        }
        List<Long> swap = new ArrayList<>();
        for (long i = 0; i < rank; i++) {
            swap.add(i == axis.index() ? rank - 1 : i == rank - 1 ? axis.index() : i);
        }
        Value turned = e.step(new Transpose(swap), x);
        Value product = e.step(new MatMul(), turned, e.constant(matrix));
        return e.step(new Transpose(swap), product);
    }

    /** Which places along one axis lie outside the region, to stretch along the others. */
    private static Value outside(Resize op, Expansion e, ResizeAxis axis, int rank) {
        long[] dims = new long[rank];
        Arrays.fill(dims, 1);
        dims[axis.index()] = axis.output();
        Tensor mask = e.zeros(DType.BOOL, dims);
        for (int i = 0; i < axis.output(); i++) {
            boolean out = axis.isOutside(axis.origin(op.rule().coordinates(), i));
            mask.setLong(i, out ? 1 : 0);
        }
        return e.constant(mask);
    }
}
