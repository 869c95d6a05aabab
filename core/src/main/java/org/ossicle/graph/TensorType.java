package org.ossicle.graph;

import java.util.Objects;

/**
 * What is known of a tensor before it is computed.
 *
 * @param dtype the element type
 * @param shape the shape, possibly with symbolic dimensions
 */
public record TensorType(DType dtype, Shape shape) {
    public TensorType {
        Objects.requireNonNull(dtype);
        Objects.requireNonNull(shape);
    }

    public static TensorType of(DType dtype, long... sizes) {
        return new TensorType(dtype, Shape.of(sizes));
    }

    /** As that of any record, without the code that a JVM makes for one when it is first asked. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TensorType type && type.dtype == dtype && type.shape.equals(shape);
    }

    @Override
    public int hashCode() {
        return 31 * dtype.hashCode() + shape.hashCode();
    }

    @Override
    public String toString() {
        return dtype.name().toLowerCase(java.util.Locale.ROOT) + shape;
    }
}
