package org.ossicle.graph.eval;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ossicle.graph.Tensor;

/** Copies between strided views; transposing, slicing, stretching and joining all come to this. */
final class StridedCopy {
    private StridedCopy() {}

    /** From a view of {@code from} to all of {@code to}, in row-major order. */
    static void toDense(Tensor from, long start, long[] strides, Tensor to) {
        long[] dims = to.dims();
        copy(from, start, strides, to, 0, Elements.denseStrides(dims), dims);
    }

    /**
     * Copies a box of elements; offsets and strides are in elements.
     *
     * @param dims the sizes of the box
     */
    static void copy(
            Tensor from,
            long fromStart,
            long[] fromStrides,
            Tensor to,
            long toStart,
            long[] toStrides,
            long[] dims) {
        int last = dims.length - 1;
        ByteBuffer source = from.data();
        ByteBuffer target = to.data();
        int bytes = from.dtype().bytes();
        boolean runs = last >= 0 && fromStrides[last] == 1 && toStrides[last] == 1;
        int run = runs ? (int) dims[last] : 1;
        long[] outerDims = runs ? Arrays.copyOf(dims, last) : dims;
        Walk fromWalk = new Walk(outerDims, fromStrides, fromStart);
        Walk toWalk = new Walk(outerDims, toStrides, toStart);
        int count = Elements.span(outerDims, 0, outerDims.length);
        for (int i = 0; i < count && run > 0; i++) {
            int read = fromWalk.next();
            int write = toWalk.next();
            if (run == 1) {
                Elements.copy(source, read, target, write, bytes);
            } else {
                target.put(write * bytes, source, read * bytes, run * bytes);
            }
        }
    }
}
