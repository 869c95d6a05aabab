package org.ossicle.graph.eval;

import org.ossicle.graph.op.ConvGeometry;

/** Where in its input each element of a sliding window lies. */
final class WindowPlaces {
    /** The offset of an element outside the input. */
    static final int PADDING = -1;

    private final long[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] begin;
    private final long[] end;
    private final long[] input;
    private final long[] output;

    /**
     * @param input the spatial sizes the window slides over
     * @param output the number of places it takes along each axis
     */
    WindowPlaces(ConvGeometry geometry, long[] input, long[] output) {
        this.kernel = geometry.kernel();
        this.strides = geometry.strides();
        this.dilations = geometry.dilations();
        this.begin = geometry.begin();
        this.end = geometry.end();
        this.input = input;
        this.output = output;
    }

    /** The number of elements of the window. */
    int taps() {
        return Elements.span(kernel, 0, kernel.length);
    }

    /** The coordinates, possibly outside the input, of one tap of the window at one place. */
    void locate(int tap, int place, long[] at) {
        long tapLeft = tap;
        long placeLeft = place;
        for (int axis = kernel.length - 1; axis >= 0; axis--) {
            at[axis] =
                    placeLeft % output[axis] * strides[axis]
                            + tapLeft % kernel[axis] * dilations[axis]
                            - begin[axis];
            tapLeft /= kernel[axis];
            placeLeft /= output[axis];
        }
    }

    boolean isInside(long[] at) {
        boolean inside = true;
        for (int axis = 0; axis < at.length; axis++) {
            inside &= at[axis] >= 0 && at[axis] < input[axis];
        }
        return inside;
    }

    /** Whether the coordinates are in the input or its padding, not beyond. */
    boolean isPadded(long[] at) {
        boolean padded = true;
        for (int axis = 0; axis < at.length; axis++) {
            padded &= at[axis] < input[axis] + end[axis];
        }
        return padded;
    }

    /** The offset of coordinates inside the input, row-major or column-major. */
    long offset(long[] at, boolean columnMajor) {
        long offset = 0;
        for (int i = 0; i < at.length; i++) {
            int axis = columnMajor ? at.length - 1 - i : i;
            offset = offset * input[axis] + at[axis];
        }
        return offset;
    }

    /** For each tap, and within it each place, the offset in the input, or {@link #PADDING}. */
    int[] offsets() {
        int places = Elements.span(output, 0, output.length);
        int[] offsets = new int[taps() * places];
        long[] at = new long[kernel.length];
        for (int i = 0; i < offsets.length; i++) {
            locate(i / places, i % places, at);
            offsets[i] = isInside(at) ? (int) offset(at, false) : PADDING;
        }
        return offsets;
    }
}
