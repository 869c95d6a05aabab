package org.ossicle.engine.lowering;

import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.plan.Plan;

/** An engine that runs native programs, which outlive the process that lowered them. */
public interface ProgramEngine extends Engine {
    /**
     * Checks a program in full and packs its weights.
     *
     * @throws org.ossicle.error.EngineException if the program is refused; any bytes may be tried
     */
    CompiledPlan compile(LoweredPlan lowered, CompileOptions options);

    @Override
    default CompiledPlan compile(Plan plan, CompileOptions options) {
        return compile(LoweredPlan.of(plan), options);
    }
}
