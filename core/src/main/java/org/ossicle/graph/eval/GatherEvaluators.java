package org.ossicle.graph.eval;

import java.nio.ByteBuffer;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.GatherElements;
import org.ossicle.graph.op.GatherNd;
import org.ossicle.graph.op.NonZero;
import org.ossicle.graph.op.OneHot;

/** Operators that pick elements by index. */
final class GatherEvaluators {
    private GatherEvaluators() {}

    static void gather(Gather op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor indices = inputs[1];
        int axis = Elements.axis(op.axis(), x.rank());
        int outer = Elements.span(x.dims(), 0, axis);
        int size = (int) x.dim(axis);
        int bytes = Elements.span(x.dims(), axis + 1, x.rank()) * x.dtype().bytes();
        int[] places = new int[indices.elements()];
        for (int i = 0; i < places.length; i++) {
            places[i] = RefusedDataException.index(indices.getLong(i), size);
        }
        ByteBuffer source = x.data();
        ByteBuffer target = outputs[0].data();
        int write = 0;
        for (int i = 0; i < outer; i++) {
            for (int place : places) {
                target.put(write, source, (i * size + place) * bytes, bytes);
                write += bytes;
            }
        }
    }

    static void gatherElements(GatherElements op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor indices = inputs[1];
        int axis = Elements.axis(op.axis(), x.rank());
        int[] offsets = alongAxis(x, indices, axis);
        ByteBuffer source = x.data();
        ByteBuffer target = outputs[0].data();
        for (int i = 0; i < offsets.length; i++) {
            Elements.copy(source, offsets[i], target, i, x.dtype().bytes());
        }
    }

    /** Where in {@code x} each index points, whose own place gives all axes but one. */
    static int[] alongAxis(Tensor x, Tensor indices, int axis) {
        long[] strides = Elements.denseStrides(x.dims());
        long step = strides[axis];
        strides[axis] = 0;
        int[] offsets = Walk.offsets(indices.dims(), strides, 0);
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] +=
                    (int) (step * RefusedDataException.index(indices.getLong(i), x.dim(axis)));
        }
        return offsets;
    }

    static void gatherNd(GatherNd op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        int batchDims = (int) op.batchDims();
        int[] starts = slices(x, inputs[1], batchDims);
        int tuple = (int) inputs[1].dim(inputs[1].rank() - 1);
        int bytes = Elements.span(x.dims(), batchDims + tuple, x.rank()) * x.dtype().bytes();
        ByteBuffer source = x.data();
        ByteBuffer target = outputs[0].data();
        for (int i = 0; i < starts.length; i++) {
            target.put(i * bytes, source, starts[i] * x.dtype().bytes(), bytes);
        }
    }

    /** Where in {@code x} the slice begins that each index tuple names. */
    static int[] slices(Tensor x, Tensor indices, int batchDims) {
        int last = indices.rank() - 1;
        int tuple = (int) indices.dim(last);
        long[] strides = Elements.denseStrides(x.dims());
        int count = Elements.span(indices.dims(), 0, last);
        int batches = Elements.span(indices.dims(), 0, batchDims);
        int perBatch = batches == 0 ? 0 : count / batches;
        int batchStride = Elements.span(x.dims(), batchDims, x.rank());
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            long start = (long) (i / perBatch) * batchStride;
            for (int j = 0; j < tuple; j++) {
                long index = indices.getLong(i * tuple + j);
                int axis = batchDims + j;
                start += strides[axis] * RefusedDataException.index(index, x.dim(axis));
            }
            starts[i] = (int) start;
        }
        return starts;
    }

    static void oneHot(OneHot op, Tensor[] inputs, Tensor[] outputs) {
        Tensor indices = inputs[0];
        Tensor y = outputs[0];
        int axis = Elements.axis(op.axis(), y.rank());
        long depth = y.dim(axis);
        int inner = Elements.span(y.dims(), axis + 1, y.rank());
        Elements.fill(inputs[2], 0, y);
        ByteBuffer source = inputs[2].data();
        ByteBuffer target = y.data();
        for (int i = 0; i < indices.elements(); i++) {
            long index = indices.getLong(i);
            long place = index < 0 ? index + depth : index;
            if (place >= 0 && place < depth) {
                long at = (i / inner * depth + place) * inner + i % inner;
                Elements.copy(source, 1, target, (int) at, y.dtype().bytes());
            }
        }
    }

    static void nonZero(NonZero op, Tensor[] inputs, Tensor[] outputs) {
        long[] dims = inputs[0].dims();
        int[] places = NonZero.places(inputs[0]);
        for (int i = 0; i < places.length; i++) {
            int left = places[i];
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                outputs[0].setLong(axis * places.length + i, left % dims[axis]);
                left /= (int) dims[axis];
            }
        }
    }
}
