package org.ossicle.graph.op;

/**
 * How a scattered element joins what is there, in the order of the numbers that plans give them.
 */
public enum ScatterReduction {
    /** It takes its place. */
    NONE,
    ADD,
    MUL,
    MAX,
    MIN
}
