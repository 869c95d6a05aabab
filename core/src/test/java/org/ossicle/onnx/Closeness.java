package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;

/**
 * How far a tensor may be from what is expected: integers and bools not at all, real numbers by
 * {@code absolute + relative |expected| + ofLargest max |expected|}; NaN meets NaN and infinities
 * meet themselves.
 */
record Closeness(double relative, double absolute, double ofLargest) {
    /** What ONNX's own runner of these cases allows. */
    static final Closeness OF_ONNX = new Closeness(1e-3, 1e-7, 0);

    /**
     * For Fourier transforms, every element of which sums up all of the input: what is expected of
     * them was computed in float32 and holds rounding noise where the exact result is 0.
     */
    static final Closeness OF_SPECTRA = new Closeness(1e-3, 1e-7, 4 * 0x1p-23);

    /** A step between neighbouring bfloat16 numbers, relative to them. */
    private static final double BFLOAT16_STEP = 0x1p-7;

    void check(String where, Tensor expected, Tensor found) {
        assertEquals(expected.dtype(), found.dtype(), where + ": element type");
        assertArrayEquals(expected.dims(), found.dims(), where + ": shape");
        double floor = absolute + ofLargest * largest(expected);
        for (int i = 0; i < expected.elements(); i++) {
            boolean close =
                    expected.dtype().isFloat()
                            ? isClose(
                                    expected.getDouble(i),
                                    found.getDouble(i),
                                    expected.dtype(),
                                    floor)
                            : expected.getLong(i) == found.getLong(i);
            if (!close) {
                fail(where + ": element " + i + " of " + found + ", expected " + expected);
            }
        }
    }

    private boolean isClose(double expected, double found, DType type, double floor) {
        if (expected == found || (Double.isNaN(expected) && Double.isNaN(found))) {
            return true;
        }
        double allowed = type == DType.BFLOAT16 ? Math.max(relative, BFLOAT16_STEP) : relative;
        return Double.isFinite(expected)
                && Math.abs(expected - found) <= floor + allowed * Math.abs(expected);
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (int i = 0; tensor.dtype().isFloat() && i < tensor.elements(); i++) {
            double size = Math.abs(tensor.getDouble(i));
            largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
        }
        return largest;
    }
}
