package org.ossicle.engine.lowering;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.Shape;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;

/**
 * A tensor of a native program: a strided view of a slot, a weight source or the arena.
 *
 * @param slot for weights the index of the source
 * @param offset of element zero in bytes
 * @param dims the sizes, outermost first
 * @param strides in elements
 */
record NativeTensor(
        DType dtype, Residence residence, int slot, long offset, long[] dims, long[] strides) {

    /** The stride of a single index is never taken; one value for it makes equal views equal. */
    NativeTensor {
        strides = strides.clone();
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            if (dims[axis] == 1) {
                strides[axis] = axis == dims.length - 1 ? 1 : dims[axis + 1] * strides[axis + 1];
            }
        }
    }

    /** A row-major tensor without gaps. */
    static NativeTensor dense(
            DType dtype, Residence residence, int slot, long offset, long[] dims) {
        return new NativeTensor(
                dtype, residence, slot, offset, dims, PlanTensor.contiguousStrides(dims));
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

    /** This tensor with other axes over the same bytes. */
    NativeTensor view(long[] newDims, long[] newStrides) {
        return new NativeTensor(dtype, residence, slot, offset, newDims, newStrides);
    }

    /** This tensor repeated to larger sizes by strides of 0; axes align at the last. */
    NativeTensor broadcast(long[] target) {
        if (Arrays.equals(dims, target)) {
            return this;
        }
        long[] newStrides = new long[target.length];
        int added = target.length - rank();
        for (int axis = added; axis < target.length; axis++) {
            boolean repeated = dims[axis - added] == 1 && target[axis] != 1;
            newStrides[axis] = repeated ? 0 : strides[axis - added];
        }
        return view(target, newStrides);
    }

    /** This tensor with one more axis, of size 1, before axis {@code at}. */
    NativeTensor withAxis(int at) {
        long[] newDims = new long[rank() + 1];
        long[] newStrides = new long[rank() + 1];
        newDims[at] = 1;
        for (int axis = 0; axis < rank(); axis++) {
            int to = axis < at ? axis : axis + 1;
            newDims[to] = dims[axis];
            newStrides[to] = strides[axis];
        }
        return view(newDims, newStrides);
    }

    /** This tensor, which must be contiguous, under other sizes. */
    NativeTensor reshape(long... newDims) {
        return dense(dtype, residence, slot, offset, newDims);
    }

    /** {@code count} indices of one axis from {@code start} on. */
    NativeTensor slice(int axis, long start, long count) {
        long[] newDims = dims.clone();
        newDims[axis] = count;
        long shift = count == 0 ? 0 : start * strides[axis] * dtype.bytes();
        return new NativeTensor(dtype, residence, slot, offset + shift, newDims, strides);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof NativeTensor other
                && dtype == other.dtype
                && residence == other.residence
                && slot == other.slot
                && offset == other.offset
                && Arrays.equals(dims, other.dims)
                && Arrays.equals(strides, other.strides);
    }

    @Override
    public int hashCode() {
        int places = residence.hashCode() * 31 + slot * 17 + Long.hashCode(offset);
        return (places * 31 + Arrays.hashCode(dims)) * 31 + Arrays.hashCode(strides);
    }

    @Override
    public String toString() {
        return dtype
                + " "
                + residence
                + slot
                + "+"
                + offset
                + Shape.of(dims)
                + Arrays.toString(strides);
    }
}
