package org.ossicle.plan;

import org.ossicle.graph.DType;

/**
 * Where a value of the graph lies in a plan under construction.
 *
 * @param name the value's name, for messages
 * @param layout in elements of {@code dtype}
 */
record Placement(String name, DType dtype, Buffer buffer, Layout layout) {

    /** A fresh dense scratch buffer. */
    static Placement scratch(String name, DType dtype, long[] dims) {
        Layout layout = Layout.dense(dims);
        return new Placement(
                name, dtype, Buffer.scratch(layout.elements() * dtype.bytes()), layout);
    }

    Placement with(String otherName, Layout view) {
        return new Placement(otherName, dtype, buffer, view);
    }

    /** Whether both reach the same bytes in the same order. */
    boolean sameAs(Placement other) {
        return buffer.root() == other.buffer.root()
                && dtype == other.dtype
                && layout.matches(other.layout);
    }

    /** Whether the ranges of bytes that the two span have any byte in common. */
    boolean overlaps(Placement other) {
        return buffer.root() == other.buffer.root()
                && layout.elements() > 0
                && other.layout.elements() > 0
                && layout.first() * dtype.bytes() < other.end()
                && other.layout.first() * other.dtype.bytes() < end();
    }

    private long end() {
        return (layout.last() + 1) * dtype.bytes();
    }
}
