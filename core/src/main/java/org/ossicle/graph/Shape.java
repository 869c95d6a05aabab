package org.ossicle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The dimensions of a tensor, outermost first. No dimensions at all is a scalar.
 *
 * @param dims the dimensions
 */
public record Shape(List<Dim> dims) {
    public Shape {
        dims = List.copyOf(dims);
    }

    public static Shape of(long... sizes) {
        List<Dim> dims = new ArrayList<>(sizes.length);
        for (long size : sizes) {
            dims.add(Dim.of(size));
        }
        return new Shape(dims);
    }

    public int rank() {
        return dims.size();
    }

    /** Whether every dimension is a number. */
    public boolean isKnown() {
        for (Dim dim : dims) {
            if (!dim.isKnown()) {
                return false;
            }
        }
        return true;
    }

    /** The size of one dimension, which must be known. */
    public long size(int axis) {
        Dim dim = dims.get(axis);
        if (!dim.isKnown()) {
            throw new IllegalStateException("dimension '" + dim + "' of " + this + " is not bound");
        }
        return dim.size();
    }

    /** All sizes, which must be known. */
    public long[] sizes() {
        long[] sizes = new long[rank()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(i);
        }
        return sizes;
    }

    /**
     * The number of elements; every dimension must be known.
     *
     * @throws ArithmeticException if it does not fit a long
     */
    public long elements() {
        return elements(sizes());
    }

    /**
     * The product of the given sizes, 1 for none.
     *
     * @throws ArithmeticException if it does not fit a long
     */
    public static long elements(long[] sizes) {
        long product = 1;
        for (long size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** This shape with every name found in {@code sizes} replaced by its number. */
    public Shape bind(Map<String, Long> sizes) {
        List<Dim> bound = new ArrayList<>(rank());
        for (Dim dim : dims) {
            Long size = dim.isKnown() ? null : sizes.get(dim.symbol());
            bound.add(size == null ? dim : Dim.of(size));
        }
        return new Shape(bound);
    }

    /** As that of any record, without the code that a JVM makes for one when it is first asked. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && shape.dims.equals(dims);
    }

    @Override
    public int hashCode() {
        return dims.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < dims.size(); i++) {
            text.append(i == 0 ? "" : ",").append(dims.get(i));
        }
        return text.append(']').toString();
    }
}
