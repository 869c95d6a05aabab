package org.ossicle.graph.op;

/**
 * The function a fused product applies to its result, in the order of the numbers that plans give
 * them.
 */
public enum Activation {
    NONE,
    RELU,
    SIGMOID,
    TANH
}
