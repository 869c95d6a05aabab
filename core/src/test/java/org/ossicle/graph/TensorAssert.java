package org.ossicle.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

/** Compares tensors in tests. */
public final class TensorAssert {
    private TensorAssert() {}

    /** Equal bytes; any NaN equals any NaN. */
    public static void assertSame(List<Tensor> expected, List<Tensor> found, String where) {
        assertClose(expected, found, 0, where);
    }

    /** Differences of at most {@code tolerance} times the largest magnitude of the tensor or 1. */
    public static void assertClose(
            List<Tensor> expected, List<Tensor> found, double tolerance, String where) {
        assertEquals(expected.size(), found.size(), where);
        for (int i = 0; i < expected.size(); i++) {
            assertClose(expected.get(i), found.get(i), tolerance, where + ": output " + i);
        }
    }

    /**
     * Root mean square of the differences of at most {@code tolerance} times that of the values:
     * where products are quantised, single values may be off by a step of the quantisation.
     */
    public static void assertCloseOnAverage(
            List<Tensor> expected, List<Tensor> found, double tolerance, String where) {
        assertEquals(expected.size(), found.size(), where);
        for (int i = 0; i < expected.size(); i++) {
            Tensor wanted = expected.get(i);
            assertEquals(wanted.type(), found.get(i).type(), where);
            double difference = 0;
            double magnitude = 1e-12;
            for (int j = 0; j < wanted.elements(); j++) {
                difference += Math.pow(wanted.getDouble(j) - found.get(i).getDouble(j), 2);
                magnitude += Math.pow(wanted.getDouble(j), 2);
            }
            double ratio = Math.sqrt(difference / magnitude);
            if (!(ratio <= tolerance)) {
                fail(where + ": output " + i + " is off by " + ratio + " on average");
            }
        }
    }

    public static void assertClose(Tensor expected, Tensor found, double tolerance, String where) {
        assertEquals(expected.type(), found.type(), where);
        double magnitude = 1;
        for (int i = 0; i < expected.elements(); i++) {
            double size = Math.abs(expected.getDouble(i));
            magnitude = Double.isFinite(size) ? Math.max(magnitude, size) : magnitude;
        }
        for (int i = 0; i < expected.elements(); i++) {
            double wanted = expected.getDouble(i);
            double got = found.getDouble(i);
            boolean equal = Double.compare(wanted, got) == 0 || wanted == got;
            if (!equal && !(Math.abs(wanted - got) <= tolerance * magnitude)) {
                fail(where + ": element " + i + " is " + got + ", not " + wanted);
            }
        }
    }
}
