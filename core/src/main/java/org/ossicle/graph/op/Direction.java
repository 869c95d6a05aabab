package org.ossicle.graph.op;

/**
 * Which way a recurrent layer reads its sequence, in the order of the numbers that plans give them.
 */
public enum Direction {
    FORWARD,
    REVERSE,
    /** Both; results are stacked, forward first. */
    BIDIRECTIONAL;

    /** The number of directions: 1 or 2. */
    public int count() {
        return this == BIDIRECTIONAL ? 2 : 1;
    }
}
