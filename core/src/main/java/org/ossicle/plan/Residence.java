package org.ossicle.plan;

/** Where a tensor of a plan lives, which decides who owns its bytes and how long they last. */
public enum Residence {
    /** Known at load time; shared by all streams, never written. */
    WEIGHT,
    /** Kept from one run to the next; one set per stream. */
    STATE,
    /** Used within one run; all share the arena. */
    SCRATCH,
    /** Written by the caller before a run. */
    INPUT,
    /** Read by the caller after a run. */
    OUTPUT
}
