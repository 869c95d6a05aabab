package org.ossicle.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The dimensions of a tensor, outermost first. No dimensions at all is a scalar. Immutable.
 *
 * <p>Sizes that are all known are kept as numbers: passes ask for them all the time.
 */
public final class Shape {
    /** The sizes, or null if a dimension is symbolic. Not to be changed. */
    private final long[] sizes;

    /** The dimensions, or null if only {@link #sizes} are kept. */
    private final List<Dim> dims;

    private Shape(long[] sizes, List<Dim> dims) {
        this.sizes = sizes;
        this.dims = dims;
    }

    public Shape(List<Dim> dims) {
        this(sizes(dims), List.copyOf(dims));
    }

    public static Shape of(long... sizes) {
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("a dimension has a size: " + size);
            }
        }
        return new Shape(sizes.clone(), null);
    }

    /** The sizes of dimensions that are all known, else null. */
    private static long[] sizes(List<Dim> dims) {
        long[] sizes = new long[dims.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = dims.get(i).size();
            if (!dims.get(i).isKnown()) {
                return null;
            }
        }
        return sizes;
    }

    /** The dimensions. */
    public List<Dim> dims() {
        if (dims != null) {
            return dims;
        }
        List<Dim> known = new ArrayList<>(sizes.length);
        for (long size : sizes) {
            known.add(Dim.of(size));
        }
        return Collections.unmodifiableList(known);
    }

    public int rank() {
        return sizes == null ? dims.size() : sizes.length;
    }

    /** Whether every dimension is a number. */
    public boolean isKnown() {
        return sizes != null;
    }

    /** The size of one dimension, which must be known. */
    public long size(int axis) {
        if (sizes != null) {
            return sizes[axis];
        }
        Dim dim = dims.get(axis);
        if (!dim.isKnown()) {
            throw new IllegalStateException("dimension '" + dim + "' of " + this + " is not bound");
        }
        return dim.size();
    }

    /** All sizes, which must be known. */
    public long[] sizes() {
        if (sizes != null) {
            return sizes.clone();
        }
        long[] all = new long[rank()];
        for (int i = 0; i < all.length; i++) {
            all[i] = size(i);
        }
        return all;
    }

    /**
     * The number of elements; every dimension must be known.
     *
     * @throws ArithmeticException if it does not fit a long
     */
    public long elements() {
        return elements(sizes == null ? sizes() : sizes);
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
        if (isKnown()) {
            return this;
        }
        List<Dim> bound = new ArrayList<>(rank());
        for (Dim dim : dims) {
            Long size = dim.isKnown() ? null : sizes.get(dim.symbol());
            bound.add(size == null ? dim : Dim.of(size));
        }
        return new Shape(bound);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape
                && Arrays.equals(shape.sizes, sizes)
                && (sizes != null || shape.dims.equals(dims));
    }

    @Override
    public int hashCode() {
        return sizes == null ? dims.hashCode() : Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < rank(); i++) {
            text.append(i == 0 ? "" : ",");
            if (sizes == null) {
                text.append(dims.get(i));
            } else {
                text.append(sizes[i]);
            }
        }
        return text.append(']').toString();
    }
}
