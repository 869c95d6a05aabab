package org.ossicle.plan;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.Flatten;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.SliceRange;
import org.ossicle.graph.op.Split;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.StridedView;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unsqueeze;

/**
 * How one output of a node that only moves elements lies over the bytes of its first input.
 *
 * @param forward from the layout of the input to that of the output; null if it takes a copy
 * @param backward from the layout of the output to that of the input; null if it takes a copy or if
 *     the output does not hold every element of the input exactly once
 */
record View(UnaryOperator<Layout> forward, UnaryOperator<Layout> backward) {

    /** The view that output {@code output} of a node is, or null if the node computes. */
    static View of(Node node, int output) {
        Operator op = node.op();
        if (op instanceof Transpose transpose) {
            return transpose(transpose.order(dims(node, 0).length));
        }
        if (op instanceof Slice) {
            return slice(node);
        }
        if (op instanceof Split split) {
            return split(node, split, output);
        }
        if (op instanceof StridedView strided) {
            return strided(strided);
        }
        if (op instanceof Expand) {
            return expand(node);
        }
        return keepsOrder(node) ? reshape(dims(node, 0), outputDims(node, 0)) : null;
    }

    static boolean isView(Node node) {
        Operator op = node.op();
        return op instanceof Transpose
                || op instanceof Slice
                || op instanceof Split
                || op instanceof StridedView
                || op instanceof Expand
                || keepsOrder(node);
    }

    private static boolean keepsOrder(Node node) {
        Operator op = node.op();
        return op instanceof Reshape
                || op instanceof Squeeze
                || op instanceof Unsqueeze
                || op instanceof Flatten
                || op instanceof Identity
                || op instanceof Concat && node.inputCount() == 1;
    }

    private static View reshape(long[] from, long[] to) {
        return new View(layout -> layout.reshape(to), layout -> layout.reshape(from));
    }

    private static View transpose(int[] order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return new View(layout -> layout.permute(order), layout -> layout.permute(inverse));
    }

    private static View expand(Node node) {
        long[] from = dims(node, 0);
        long[] to = outputDims(node, 0);
        UnaryOperator<Layout> backward =
                Arrays.equals(from, to) ? layout -> layout : layout -> null;
        return new View(layout -> layout.expand(to), backward);
    }

    private static View slice(Node node) {
        long[] from = dims(node, 0);
        SliceRange[] ranges =
                SliceRange.of(from, longs(node, 1), longs(node, 2), longs(node, 3), longs(node, 4));
        boolean whole = true;
        for (int axis = 0; axis < from.length; axis++) {
            whole &= ranges[axis].count() == from[axis] && ranges[axis].step() == 1;
        }
        boolean all = whole;
        return new View(
                layout -> {
                    Layout part = layout;
                    for (int axis = 0; axis < ranges.length; axis++) {
                        SliceRange range = ranges[axis];
                        part = part.slice(axis, range.start(), range.step(), range.count());
                    }
                    return part;
                },
                layout -> all ? layout : null);
    }

    private static View split(Node node, Split split, int output) {
        long[] from = dims(node, 0);
        int axis = (int) (split.axis() < 0 ? split.axis() + from.length : split.axis());
        long start = 0;
        for (int i = 0; i < output; i++) {
            start += outputDims(node, i)[axis];
        }
        long first = start;
        long count = outputDims(node, output)[axis];
        return new View(
                layout -> layout.slice(axis, first, 1, count),
                layout -> count == from[axis] ? layout : null);
    }

    private static View strided(StridedView op) {
        return new View(
                layout -> {
                    Layout flat = layout.reshape(new long[] {layout.elements()});
                    if (flat == null) {
                        return null;
                    }
                    long unit = flat.strides()[0];
                    long[] dims = op.dims().stream().mapToLong(d -> d).toArray();
                    long[] strides = op.strides().stream().mapToLong(s -> s * unit).toArray();
                    return new Layout(dims, strides, flat.offset() + op.offset() * unit);
                },
                layout -> null);
    }

    private static long[] dims(Node node, int input) {
        return node.input(input).type().shape().sizes();
    }

    private static long[] outputDims(Node node, int output) {
        return node.output(output).type().shape().sizes();
    }

    private static long[] longs(Node node, int input) {
        if (node.input(input) == null) {
            return null;
        }
        Tensor value = node.input(input).constant().load();
        return value.toLongs();
    }
}
