package org.ossicle.onednn;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.onednn.Dnnl.Declined;
import org.ossicle.plan.PlanTensor;

/**
 * Sizes and strides of a tensor, in elements, as oneDNN takes them: no axis empty, no element
 * visited twice.
 *
 * @param type the element type in oneDNN's numbering
 */
record View(int type, long[] dims, long[] strides) {
    /**
     * The view that a tensor of a plan is.
     *
     * @throws Declined if oneDNN has no such type or layout
     */
    static View of(PlanTensor tensor) throws Declined {
        View view = new View(Dnnl.type(tensor.dtype()), tensor.dims(), tensor.strides());
        boolean fits = view.type != Dnnl.NO_TYPE;
        for (int axis = 0; axis < view.rank(); axis++) {
            fits &= view.dims[axis] == 1 || view.dims[axis] > 1 && view.strides[axis] > 0;
        }
        if (!fits) {
            throw new Declined(tensor + " as oneDNN memory");
        }
        return view.withUnitStrides();
    }

    /** As {@link #of(PlanTensor)}, insisting on an element type. */
    static View of(PlanTensor tensor, DType dtype) throws Declined {
        if (tensor.dtype() != dtype) {
            throw new Declined(tensor + " instead of " + dtype);
        }
        return of(tensor);
    }

    static View dense(int type, long... dims) {
        return new View(type, dims, PlanTensor.contiguousStrides(dims));
    }

    int rank() {
        return dims.length;
    }

    /** Gives axes of one element the stride that a row-major tensor would have there. */
    private View withUnitStrides() {
        long[] result = strides.clone();
        for (int axis = rank() - 1; axis >= 0; axis--) {
            if (dims[axis] == 1) {
                result[axis] = axis + 1 < rank() ? dims[axis + 1] * result[axis + 1] : 1;
            }
        }
        return new View(type, dims, result);
    }

    /** The same elements with an axis of one element before {@code axis}. */
    View withAxis(int axis) {
        return new View(type, inserted(dims, axis), inserted(strides, axis)).withUnitStrides();
    }

    private static long[] inserted(long[] values, int at) {
        long[] result = new long[values.length + 1];
        System.arraycopy(values, 0, result, 0, at);
        result[at] = 1;
        System.arraycopy(values, at, result, at + 1, values.length - at);
        return result;
    }

    /** The same elements without an axis of one element. */
    View without(int axis) {
        return new View(type, removed(dims, axis), removed(strides, axis));
    }

    private static long[] removed(long[] values, int at) {
        long[] result = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(values, at + 1, result, at, result.length - at);
        return result;
    }

    /** The same elements with axes of one element in front, {@code rank} axes in all. */
    View ofRank(int rank) {
        View view = this;
        while (view.rank() < rank) {
            view = view.withAxis(0);
        }
        return view;
    }

    /** Whether two adjacent axes can be one. */
    boolean joins(int axis) {
        return dims[axis] == 1 || strides[axis] == dims[axis + 1] * strides[axis + 1];
    }

    /** The same elements with an axis and the next as one. */
    View joined(int axis) {
        View view = without(axis);
        view.dims[axis] = dims[axis] * dims[axis + 1];
        return view;
    }
}
