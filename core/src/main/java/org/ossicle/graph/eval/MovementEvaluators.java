package org.ossicle.graph.eval;

import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Broadcasting;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.SliceRange;
import org.ossicle.graph.op.Split;
import org.ossicle.graph.op.StridedView;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.Transpose;

/** Operators that put elements elsewhere and change none. */
final class MovementEvaluators {
    private MovementEvaluators() {}

    static void transpose(Transpose op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        int[] order = op.order(x.rank());
        long[] dense = Elements.denseStrides(x.dims());
        long[] strides = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            strides[i] = dense[order[i]];
        }
        StridedCopy.toDense(x, 0, strides, outputs[0]);
    }

    static void expand(Expand op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        long[] strides = Broadcasting.strides(x.dims(), outputs[0].dims());
        StridedCopy.toDense(x, 0, strides, outputs[0]);
    }

    static void tile(Tile op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        // Each axis becomes two: how often, with stride 0, and the axis itself.
        long[] dense = Elements.denseStrides(x.dims());
        long[] dims = new long[2 * x.rank()];
        long[] strides = new long[2 * x.rank()];
        for (int i = 0; i < x.rank(); i++) {
            dims[2 * i] = inputs[1].getLong(i);
            dims[2 * i + 1] = x.dim(i);
            strides[2 * i + 1] = dense[i];
        }
        StridedCopy.toDense(x, 0, strides, outputs[0].reshaped(dims));
    }

    static void concat(Concat op, Tensor[] inputs, Tensor[] outputs) {
        Tensor y = outputs[0];
        int axis = Elements.axis(op.axis(), y.rank());
        long[] strides = Elements.denseStrides(y.dims());
        long start = 0;
        for (Tensor x : inputs) {
            long[] dims = x.dims();
            StridedCopy.copy(x, 0, Elements.denseStrides(dims), y, start, strides, dims);
            start += dims[axis] * strides[axis];
        }
    }

    static void split(Split op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        int axis = Elements.axis(op.axis(), x.rank());
        long[] strides = Elements.denseStrides(x.dims());
        long start = 0;
        for (Tensor y : outputs) {
            StridedCopy.toDense(x, start, strides, y);
            start += y.dim(axis) * strides[axis];
        }
    }

    static void slice(Slice op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        SliceRange[] ranges =
                SliceRange.of(
                        x.dims(),
                        inputs[1].toLongs(),
                        inputs[2].toLongs(),
                        Elements.longs(Evaluator.optional(inputs, 3)),
                        Elements.longs(Evaluator.optional(inputs, 4)));
        long[] strides = Elements.denseStrides(x.dims());
        long start = 0;
        for (int i = 0; i < ranges.length; i++) {
            start += ranges[i].start() * strides[i];
            strides[i] *= ranges[i].step();
        }
        if (outputs[0].elements() > 0) {
            StridedCopy.toDense(x, start, strides, outputs[0]);
        }
    }

    static void stridedView(StridedView op, Tensor[] inputs, Tensor[] outputs) {
        if (outputs[0].elements() > 0) {
            long[] strides = op.strides().stream().mapToLong(Long::longValue).toArray();
            StridedCopy.toDense(inputs[0], op.offset(), strides, outputs[0]);
        }
    }
}
