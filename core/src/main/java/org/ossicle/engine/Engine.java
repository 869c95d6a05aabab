package org.ossicle.engine;

import java.util.Map;
import org.ossicle.plan.Plan;

/** Something that runs plans. Shared by threads. */
public interface Engine extends AutoCloseable {
    String name();

    /** Facts for a report: library file and version, instruction sets found and used, and so on. */
    Map<String, String> facts();

    /**
     * Lowers, checks and packs a plan.
     *
     * @throws org.ossicle.error.EngineException if the plan is refused
     * @throws org.ossicle.error.UnsupportedOperatorException listing every step this engine cannot
     *     run
     */
    CompiledPlan compile(Plan plan, CompileOptions options);

    /** Releases the engine once its last compiled plan is closed; idempotent. */
    @Override
    void close();
}
