package org.ossicle.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.Node;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.StridedView;

/**
 * Evenly spaced places.
 *
 * @param dims sizes, possibly finer than those of the output
 * @param strides one per size
 * @param offset the first place
 */
record StridedPattern(List<Long> dims, List<Long> strides, long offset) {
    /**
     * Splits the row-major sequence of places into the fewest nested even loops.
     *
     * @param shape the sizes of the output, which loops do not cross unless all is one loop
     */
    static StridedPattern find(long[] places, long[] shape) {
        List<Long> dims = new ArrayList<>();
        List<Long> strides = new ArrayList<>();
        long block = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            long left = shape[axis];
            while (left > 1) {
                long count = evenSteps(places, block, left);
                if (count < 2 || left % count != 0) {
                    return null;
                }
                dims.add(0, count);
                strides.add(0, places[(int) block] - places[0]);
                block *= count;
                left /= count;
            }
            if (shape[axis] == 1) {
                dims.add(0, 1L);
                strides.add(0, 0L);
            }
        }
        boolean found = places.length > 0 && matches(places, dims, strides);
        return found && dims.size() <= 8 ? new StridedPattern(dims, strides, places[0]) : null;
    }

    /** How many blocks in a row start evenly spaced, at most {@code most}. */
    private static long evenSteps(long[] places, long block, long most) {
        long step = places[(int) block] - places[0];
        long count = 1;
        while (count < most && places[(int) (count * block)] == places[0] + count * step) {
            count++;
        }
        return count;
    }

    private static boolean matches(long[] places, List<Long> dims, List<Long> strides) {
        long[] at = new long[dims.size()];
        for (long place : places) {
            long expected = places[0];
            for (int d = 0; d < at.length; d++) {
                expected += at[d] * strides.get(d);
            }
            if (place != expected) {
                return false;
            }
            for (int d = at.length - 1; d >= 0 && ++at[d] == dims.get(d); d--) {
                at[d] = 0;
            }
        }
        return true;
    }

    /** Adds the view, and a reshape if its sizes are finer than those of the output. */
    void add(Node node, Rewrite rewrite) {
        StridedView view = new StridedView(dims, strides, offset);
        Value result = node.output(0);
        long[] shape = result.type().shape().sizes();
        long[] sizes = dims.stream().mapToLong(size -> size).toArray();
        List<Value> input = List.of(node.input(0));
        if (Arrays.equals(shape, sizes)) {
            rewrite.add(node.name(), view, input, result);
            return;
        }
        Value finer =
                rewrite.add(node.name(), view, input, TensorType.of(result.type().dtype(), sizes));
        Value target = Constants.longs(result.name() + "/shape", shape);
        rewrite.add(node.name(), new Reshape(true), List.of(finer, target), result);
    }
}
