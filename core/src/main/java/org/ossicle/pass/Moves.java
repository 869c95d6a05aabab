package org.ossicle.pass;

import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Flatten;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.SliceRange;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.Unsqueeze;

/** Questions about nodes that only move elements. */
final class Moves {
    private Moves() {}

    /** Whether the elements stay in row-major order and only the sizes change. */
    static boolean isReshape(Operator op) {
        return op instanceof Reshape
                || op instanceof Squeeze
                || op instanceof Unsqueeze
                || op instanceof Flatten
                || op instanceof Identity;
    }

    /** What a slice takes along each axis. */
    static SliceRange[] slice(Node node) {
        return SliceRange.of(
                node.input(0).type().shape().sizes(),
                longs(node.input(1)),
                longs(node.input(2)),
                longs(node.input(3)),
                longs(node.input(4)));
    }

    private static long[] longs(Value value) {
        return value == null ? null : Constants.tensor(value).toLongs();
    }
}
