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

    @Override
    public String toString() {
        return dtype.name().toLowerCase(java.util.Locale.ROOT) + shape;
    }
}
