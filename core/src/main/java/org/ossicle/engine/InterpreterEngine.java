package org.ossicle.engine;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ossicle.error.ClosedException;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanChecker;

/**
 * Runs plans step by step through {@link Interpreter}: slow, and right wherever Java runs. It is
 * what other engines are compared with and what is left where none of them can be loaded. Unlike
 * them it makes garbage with every run.
 */
final class InterpreterEngine implements Engine {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public String name() {
        return InterpreterProvider.NAME;
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
        return new InterpretedPlan(plan);
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
