package org.ossicle.engine;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.ossicle.error.ClosedException;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanChecker;

/**
 * Runs plans step by step through {@link Interpreter}: slow, and right wherever Java runs. It is
 * what other engines are compared with and what is left where none of them can be loaded. Unlike
 * them it makes garbage with every run.
 *
 * <p>An engine that can run some steps only extends this one and gives it a {@link StepAccelerator}
 * for those.
 */
public class InterpreterEngine implements Engine {
    private final String name;
    private final Supplier<StepAccelerator> accelerators;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The interpreter alone. */
    InterpreterEngine() {
        this(InterpreterProvider.NAME, () -> StepAccelerator.NONE);
    }

    /**
     * An engine of that name, which leaves to the interpreter what an accelerator declines.
     *
     * @param accelerators makes one for each plan that is compiled
     */
    protected InterpreterEngine(String name, Supplier<StepAccelerator> accelerators) {
        this.name = name;
        this.accelerators = accelerators;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("java", System.getProperty("java.version", "unknown"));
    }

    @Override
    public CompiledPlan compile(Plan plan, CompileOptions options) {
        if (closed.get()) {
            throw new ClosedException(
                    "engine " + name(), "an open object", "a closed one", "make a new one");
        }
        PlanChecker.check(plan);
        return new InterpretedPlan(plan, accelerators.get());
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
