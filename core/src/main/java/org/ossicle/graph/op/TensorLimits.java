package org.ossicle.graph.op;

/** What no tensor of a model may exceed, so that a corrupt model cannot ask for absurd memory. */
public final class TensorLimits {
    /** The most bytes one tensor may have: 1 TiB. */
    public static final long MAX_BYTES = 1L << 40;

    /** The most elements one tensor may have. */
    public static final long MAX_ELEMENTS = 1L << 40;

    /** The most dimensions a tensor may have; the plan format has room for no more. */
    public static final int MAX_RANK = 8;

    private TensorLimits() {}
}
