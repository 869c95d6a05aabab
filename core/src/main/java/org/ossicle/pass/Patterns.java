package org.ossicle.pass;

import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/** Recognises single nodes that patterns are made of. Null is never recognised. */
final class Patterns {
    private Patterns() {}

    static boolean is(Node node, BinaryKind kind) {
        return node != null && node.op() instanceof Binary binary && binary.kind() == kind;
    }

    static boolean is(Node node, UnaryKind kind) {
        return node != null && node.op() instanceof Unary unary && unary.kind() == kind;
    }

    /** The input of {@code node} that is not {@code known}, or null if neither is. */
    static Value other(Node node, Value known) {
        if (node.input(0) == known) {
            return node.input(1);
        }
        return node.input(1) == known ? node.input(0) : null;
    }

    /** Whether {@code node} is x^2, whichever way it is written. */
    static boolean isSquare(Node node, Value x) {
        if (is(node, BinaryKind.MUL)) {
            return node.input(0) == x && node.input(1) == x;
        }
        return is(node, BinaryKind.POW) && node.input(0) == x && Constants.isAll(node.input(1), 2);
    }

    /**
     * The first axis if {@code node} is the mean of {@code x} over its last axes, which stay as
     * axes of one element; else -1.
     */
    static int meanFrom(Node node, Value x) {
        if (node == null || !(node.op() instanceof Reduce reduce) || node.input(0) != x) {
            return -1;
        }
        Tensor axes = Constants.tensor(node.input(1));
        if (reduce.kind() != ReduceKind.MEAN || !reduce.keepDims() || axes == null) {
            return -1;
        }
        boolean[] reduced = reduce.reduced(axes.toLongs(), x.type().shape().rank());
        int first = 0;
        while (first < reduced.length && !reduced[first]) {
            first++;
        }
        for (int i = first; i < reduced.length; i++) {
            if (!reduced[i]) {
                return -1;
            }
        }
        return first < reduced.length ? first : -1;
    }

    /** d if {@code node} is max(0, d), whichever way it is written. */
    static Value positivePart(Node node) {
        if (is(node, UnaryKind.RELU)) {
            return node.input(0);
        }
        if (!is(node, BinaryKind.MAX)) {
            return null;
        }
        int zero = Constants.isAll(node.input(0), 0) ? 0 : 1;
        Value d = node.input(1 - zero);
        boolean fits =
                Constants.isAll(node.input(zero), 0) && d.type().equals(node.output(0).type());
        return fits ? d : null;
    }

    /** d if {@code node} is -d, whichever way it is written. */
    static Value negated(Node node) {
        if (is(node, UnaryKind.NEG)) {
            return node.input(0);
        }
        boolean fromZero =
                is(node, BinaryKind.SUB)
                        && Constants.isAll(node.input(0), 0)
                        && node.input(1).type().equals(node.output(0).type());
        return fromZero ? node.input(1) : null;
    }
}
