package org.ossicle.graph.op;

/** What {@link Pad} puts around a tensor, in the order of the numbers that plans give them. */
public enum PadMode {
    /** One given value. */
    CONSTANT,
    /** The tensor mirrored, the edge itself not repeated. */
    REFLECT,
    /** The edge repeated. */
    EDGE,
    /** The tensor again from its other end. */
    WRAP
}
