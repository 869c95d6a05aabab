package org.ossicle.engine;

import org.ossicle.plan.Plan;

/** A plan ready to run: immutable, shared by threads and streams. */
public interface CompiledPlan extends AutoCloseable {
    /**
     * What its users need to know of the plan: inputs, outputs, states and sizes. Steps and weights
     * may be left out, as in {@link Plan#outline()}.
     */
    Plan plan();

    /** Everything one stream needs; states are zero. */
    PlanState newState();

    /** Bytes held for weights, packed copies included, mapped file pages excluded. */
    long residentWeightBytes();

    /**
     * Lets go of the plan; the memory is freed once the last {@link PlanState} made from it is
     * closed too. Idempotent.
     */
    @Override
    void close();
}
