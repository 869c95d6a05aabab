package org.ossicle.graph.op;

/** What {@link Pool} takes of a window, in the order of the numbers that plans give them. */
public enum PoolKind {
    MAX,
    AVERAGE
}
