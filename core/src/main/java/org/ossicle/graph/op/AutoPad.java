package org.ossicle.graph.op;

/** How a window operator works out its padding. */
public enum AutoPad {
    /** The padding is as written. */
    NOTSET,
    /** As much as makes output = ceil(input / stride); the odd element goes to the end. */
    SAME_UPPER,
    /** As SAME_UPPER, with the odd element at the start. */
    SAME_LOWER,
    /** None. */
    VALID
}
