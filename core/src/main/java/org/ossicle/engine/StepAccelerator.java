package org.ossicle.engine;

import java.util.List;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.Plan;
import org.ossicle.plan.Step;

/**
 * Takes over from the interpreter those steps of one plan that it can run faster. It is asked for
 * one step after the other, by one thread, and may have them share what they need.
 */
public interface StepAccelerator {
    /** Leaves every step to the interpreter. */
    StepAccelerator NONE = (plan, step, weights) -> null;

    /**
     * Prepares a step of a checked plan.
     *
     * @param weights the plan's weights by slot, for the time of the call only
     * @return null to leave the step to the interpreter
     */
    PreparedStep prepare(Plan plan, Step step, List<Tensor> weights);
}
