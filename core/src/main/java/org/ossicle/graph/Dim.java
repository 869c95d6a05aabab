package org.ossicle.graph;

import java.util.Objects;

/**
 * One dimension of a shape: a number, or a name that stands for a number not known yet.
 *
 * @param symbol the name of a symbolic dimension, null for a known one
 * @param size the size of a known dimension, at least 0; -1 for a symbolic one
 */
public record Dim(String symbol, long size) {
    public Dim {
        if ((symbol == null) != (size >= 0)) {
            throw new IllegalArgumentException("a dimension has a name or a size: " + size);
        }
    }

    public static Dim of(long size) {
        return new Dim(null, size);
    }

    public static Dim symbol(String name) {
        return new Dim(name, -1);
    }

    public boolean isKnown() {
        return symbol == null;
    }

    /** As that of any record, without the code that a JVM makes for one when it is first asked. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Dim dim && dim.size == size && Objects.equals(dim.symbol, symbol);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(symbol) + Long.hashCode(size);
    }

    @Override
    public String toString() {
        return isKnown() ? Long.toString(size) : symbol;
    }
}
