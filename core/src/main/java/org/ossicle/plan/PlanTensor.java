package org.ossicle.plan;

import org.ossicle.graph.DType;
import org.ossicle.graph.Shape;

/**
 * A tensor of a plan: a view of bytes that live in a slot. Several tensors may view the same bytes;
 * reshapes, slices and transposes that cost nothing are views.
 *
 * @param id the index in {@link Plan#tensors()}
 * @param name the name in the model, for messages
 * @param dtype the element type
 * @param dims the sizes, outermost first
 * @param strides the distance in elements from one index to the next along each axis; 0 repeats an
 *     element, negative walks backwards
 * @param residence where the bytes live
 * @param slot for {@code STATE}, {@code INPUT} and {@code OUTPUT} the index in {@link
 *     Plan#slots()}; for {@code WEIGHT} the index in {@link Plan#weights()}; 0 for {@code SCRATCH}
 * @param offset the byte offset of element zero in the slot, the weight or the arena
 */
public record PlanTensor(
        int id,
        String name,
        DType dtype,
        long[] dims,
        long[] strides,
        Residence residence,
        int slot,
        long offset) {

    public PlanTensor {
        if (dims.length != strides.length) {
            throw new IllegalArgumentException(
                    name + ": " + dims.length + " sizes but " + strides.length + " strides");
        }
    }

    public int rank() {
        return dims.length;
    }

    public long elements() {
        return Shape.elements(dims);
    }

    public long byteSize() {
        return elements() * dtype.bytes();
    }

    /** Whether the elements lie row-major without gaps. */
    public boolean isContiguous() {
        return isContiguous(dims, strides);
    }

    /** Whether the elements of a view lie row-major without gaps. */
    public static boolean isContiguous(long[] dims, long[] strides) {
        long expected = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            if (dims[axis] != 1 && strides[axis] != expected) {
                return Shape.elements(dims) == 0;
            }
            expected *= dims[axis];
        }
        return true;
    }

    /** The strides of a row-major tensor without gaps. */
    public static long[] contiguousStrides(long[] dims) {
        long[] strides = new long[dims.length];
        long next = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            strides[axis] = next;
            next = Math.multiplyExact(next, Math.max(1, dims[axis]));
        }
        return strides;
    }

    @Override
    public String toString() {
        return "t" + id + ":" + dtype.name().toLowerCase(java.util.Locale.ROOT) + Shape.of(dims);
    }
}
