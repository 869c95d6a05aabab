package org.ossicle.benchmarks.work;

import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;

/** Runs of a plan by one of our engines, each with the states that the one before left. */
public final class PlanContender implements Contender {
    private final CompiledPlan compiled;
    private final PlanState state;

    /**
     * @param engine stays the caller's
     */
    public PlanContender(Engine engine, ModelWork.Bound model) {
        this(engine, model, 1);
    }

    /**
     * @param engine stays the caller's
     * @param threads how many threads may work at one run
     */
    public PlanContender(Engine engine, ModelWork.Bound model, int threads) {
        compiled = engine.compile(model.plan(), new CompileOptions(true, threads));
        state = compiled.newState();
    }

    public CompiledPlan compiled() {
        return compiled;
    }

    public PlanState state() {
        return state;
    }

    @Override
    public void run() {
        state.run();
    }

    @Override
    public void close() {
        state.close();
        compiled.close();
    }
}
