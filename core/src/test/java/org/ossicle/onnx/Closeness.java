package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;

/**
 * How far a tensor may be from what is expected: integers and bools not at all, real numbers by
 * {@code absolute + relative |expected|}; NaN meets NaN and infinities meet themselves.
 */
record Closeness(double relative, double absolute) {
    /** What ONNX's own runner of these cases allows. */
    static final Closeness OF_ONNX = new Closeness(1e-3, 1e-7);

    /** A step between neighbouring bfloat16 numbers, relative to them. */
    private static final double BFLOAT16_STEP = 0x1p-7;

    void check(String where, Tensor expected, Tensor found) {
        assertEquals(expected.dtype(), found.dtype(), where + ": element type");
        assertArrayEquals(expected.dims(), found.dims(), where + ": shape");
        for (int i = 0; i < expected.elements(); i++) {
            boolean close =
                    expected.dtype().isFloat()
                            ? isClose(expected.getDouble(i), found.getDouble(i), expected.dtype())
                            : expected.getLong(i) == found.getLong(i);
            if (!close) {
                fail(where + ": element " + i + " of " + found + ", expected " + expected);
            }
        }
    }

    private boolean isClose(double expected, double found, DType type) {
        if (expected == found || (Double.isNaN(expected) && Double.isNaN(found))) {
            return true;
        }
        double allowed = type == DType.BFLOAT16 ? Math.max(relative, BFLOAT16_STEP) : relative;
        return Double.isFinite(expected)
                && Math.abs(expected - found) <= absolute + allowed * Math.abs(expected);
    }
}
