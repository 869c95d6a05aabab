package org.ossicle.graph;

/**
 * The value of a tensor known at load time: a {@link Tensor} with its bytes at hand, or a {@link
 * StoredTensor} whose bytes stay where they are until an engine asks for them.
 */
public sealed interface Constant permits Tensor, StoredTensor {
    DType dtype();

    /** A fresh copy of the sizes, outermost first. */
    long[] dims();

    /** The values in memory; reads them from storage where they are not there yet. */
    Tensor load();

    /** The number of bytes of all elements. */
    default long byteSize() {
        return Math.multiplyExact(Shape.elements(dims()), (long) dtype().bytes());
    }

    default TensorType type() {
        return new TensorType(dtype(), Shape.of(dims()));
    }
}
