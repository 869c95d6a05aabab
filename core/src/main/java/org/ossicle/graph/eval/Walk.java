package org.ossicle.graph.eval;

/** Visits the elements of a strided view in row-major order of its dimensions. */
final class Walk {
    private final long[] dims;
    private final long[] strides;
    private final long[] place;
    private long offset;

    /**
     * @param dims the sizes walked over
     * @param strides from one element to the next along each dimension
     * @param start the offset of the first element
     */
    Walk(long[] dims, long[] strides, long start) {
        this.dims = dims;
        this.strides = strides;
        this.place = new long[dims.length];
        this.offset = start;
    }

    /** The offset of the present element; then moves on. */
    int next() {
        long present = offset;
        for (int i = dims.length - 1; i >= 0; i--) {
            offset += strides[i];
            if (++place[i] < dims[i]) {
                break;
            }
            offset -= strides[i] * dims[i];
            place[i] = 0;
        }
        return (int) present;
    }

    /** The offsets of all elements. */
    static int[] offsets(long[] dims, long[] strides, long start) {
        int[] offsets = new int[Elements.span(dims, 0, dims.length)];
        Walk walk = new Walk(dims, strides, start);
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = walk.next();
        }
        return offsets;
    }
}
