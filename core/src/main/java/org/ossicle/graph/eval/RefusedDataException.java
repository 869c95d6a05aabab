package org.ossicle.graph.eval;

/** Data an operator must refuse; the interpreter adds where it happened. */
final class RefusedDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    RefusedDataException(String expected, String found) {
        super(expected + ", found " + found);
        this.expected = expected;
        this.found = found;
    }

    String expected() {
        return expected;
    }

    String found() {
        return found;
    }

    /** {@code index}, counted from the end if negative, which must lie in an axis of that size. */
    static int index(long index, long size) {
        if (index < -size || index >= size) {
            throw new RefusedDataException(
                    "an index from " + -size + " to " + (size - 1), Long.toString(index));
        }
        return (int) (index < 0 ? index + size : index);
    }
}
