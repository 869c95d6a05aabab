package org.ossicle.plan;

import java.util.Arrays;
import org.ossicle.graph.Shape;

/**
 * How the elements of a tensor lie in a buffer: a strided view.
 *
 * @param dims the sizes, outermost first
 * @param strides the distance in elements from one index to the next along each axis
 * @param offset the position of element zero in the buffer, in elements
 */
record Layout(long[] dims, long[] strides, long offset) {

    static Layout dense(long... dims) {
        return new Layout(dims, PlanTensor.contiguousStrides(dims), 0);
    }

    int rank() {
        return dims.length;
    }

    long elements() {
        return Shape.elements(dims);
    }

    boolean isContiguous() {
        return PlanTensor.isContiguous(dims, strides);
    }

    /** Whether the elements along the innermost axis are neighbours or one and the same. */
    boolean hasRows() {
        int axis = rank() - 1;
        while (axis >= 0 && dims[axis] == 1) {
            axis--;
        }
        return axis < 0 || strides[axis] == 1 || strides[axis] == 0;
    }

    /** Whether no two indices reach the same element. */
    boolean isInjective() {
        Integer[] axes = new Integer[rank()];
        Arrays.setAll(axes, i -> i);
        Arrays.sort(axes, (a, b) -> Long.compare(Math.abs(strides[a]), Math.abs(strides[b])));
        long reach = 0;
        for (int axis : axes) {
            if (dims[axis] > 1) {
                if (Math.abs(strides[axis]) <= reach) {
                    return false;
                }
                reach += (dims[axis] - 1) * Math.abs(strides[axis]);
            }
        }
        return true;
    }

    /** The axes in another order: axis {@code i} of the result is axis {@code order[i]} here. */
    Layout permute(int[] order) {
        long[] newDims = new long[rank()];
        long[] newStrides = new long[rank()];
        for (int i = 0; i < order.length; i++) {
            newDims[i] = dims[order[i]];
            newStrides[i] = strides[order[i]];
        }
        return new Layout(newDims, newStrides, offset);
    }

    /** {@code count} indices of one axis, from {@code start} on, {@code step} apart. */
    Layout slice(int axis, long start, long step, long count) {
        long[] newDims = dims.clone();
        long[] newStrides = strides.clone();
        newDims[axis] = count;
        newStrides[axis] = strides[axis] * step;
        long shift = count == 0 ? 0 : start * strides[axis];
        return new Layout(newDims, newStrides, offset + shift);
    }

    /** Repeats axes of size 1 and adds axes in front until the sizes are {@code target}. */
    Layout expand(long[] target) {
        long[] newStrides = new long[target.length];
        int added = target.length - rank();
        for (int axis = added; axis < target.length; axis++) {
            boolean repeated = dims[axis - added] == 1 && target[axis] != 1;
            newStrides[axis] = repeated ? 0 : strides[axis - added];
        }
        return new Layout(target, newStrides, offset);
    }

    /**
     * The same elements in row-major order under other sizes, or null if no strides give that
     * order.
     */
    Layout reshape(long[] target) {
        long count = elements();
        if (count == 0 || count == 1) {
            return new Layout(target, PlanTensor.contiguousStrides(target), offset);
        }
        long[] newStrides = new long[target.length];
        int next = target.length - 1;
        long runElements = 1;
        long runStride = strides[rank() - 1];
        for (int axis = rank() - 1; axis >= 0; axis--) {
            runElements *= dims[axis];
            if (axis > 0 && continuesRun(axis - 1, runElements * runStride)) {
                continue;
            }
            long covered = 1;
            while (next >= 0 && (covered < runElements || target[next] == 1)) {
                newStrides[next] = covered * runStride;
                covered *= target[next];
                next--;
            }
            if (covered != runElements) {
                return null;
            }
            runElements = 1;
            runStride = axis > 0 ? strides[axis - 1] : 0;
        }
        return new Layout(target, newStrides, offset);
    }

    /** Whether an axis goes on where the evenly spaced run of the axes inside it ends. */
    private boolean continuesRun(int axis, long runEnd) {
        return dims[axis] == 1 || strides[axis] == runEnd;
    }

    /** The smallest element offset reached; {@link #offset()} if nothing is. */
    long first() {
        long first = offset;
        for (int axis = 0; axis < rank(); axis++) {
            first += Math.min(0, (Math.max(1, dims[axis]) - 1) * strides[axis]);
        }
        return first;
    }

    /** The largest element offset reached; {@link #offset()} if nothing is. */
    long last() {
        long last = offset;
        for (int axis = 0; axis < rank(); axis++) {
            last += Math.max(0, (Math.max(1, dims[axis]) - 1) * strides[axis]);
        }
        return last;
    }

    /** Whether every index reaches the same element in both; strides of single indices are free. */
    boolean matches(Layout other) {
        if (!Arrays.equals(dims, other.dims)) {
            return false;
        }
        if (elements() == 0) {
            return true;
        }
        for (int axis = 0; axis < rank(); axis++) {
            if (dims[axis] > 1 && strides[axis] != other.strides[axis]) {
                return false;
            }
        }
        return offset == other.offset;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Layout other
                && Arrays.equals(dims, other.dims)
                && Arrays.equals(strides, other.strides)
                && offset == other.offset;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims) * 31 + Arrays.hashCode(strides) + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return Shape.of(dims) + "*" + Arrays.toString(strides) + "+" + offset;
    }
}
