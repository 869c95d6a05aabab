package org.ossicle.engine.lowering;

import org.ossicle.plan.Plan;

/**
 * A plan that engines of native programs can compile without the passes that made it.
 *
 * @param outline the plan's {@linkplain Plan#outline() outline}; what it says of inputs, outputs
 *     and states is what the program says
 * @param program the instructions and where the weights lie
 */
public record LoweredPlan(Plan outline, NativeProgram program) {
    /**
     * Lowers a plan.
     *
     * @throws org.ossicle.error.UnsupportedOperatorException listing every step that has no
     *     instruction
     */
    public static LoweredPlan of(Plan plan) {
        return new LoweredPlan(plan.outline(), PlanLowering.lower(plan));
    }
}
