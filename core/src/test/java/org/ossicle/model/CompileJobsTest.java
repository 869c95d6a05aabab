package org.ossicle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.compile.Bindings;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.error.ModelFileException;
import org.ossicle.onnx.ModelBuilder;
import org.ossicle.plan.Plan;

class CompileJobsTest {
    private static final Bindings NOTHING_OPEN =
            new Bindings(Map.of(), Map.of(), Map.of(), List.of(), 1);

    @TempDir private Path folder;

    private final Counting engine = new Counting();
    private CompileJobs jobs;

    @BeforeEach
    void startsEmpty() {
        jobs = new CompileJobs(new PlanCompiler(engine, new LoadSettings(false)));
    }

    @Test
    void givesThePlansInTheOrderOfTheFiles() throws IOException {
        for (String name : new String[] {"a", "b", "c"}) {
            jobs.add(model(name), NOTHING_OPEN);
        }
        List<CompiledPlan> plans = jobs.run();
        assertEquals(3, engine.open.get());
        for (int i = 0; i < plans.size(); i++) {
            String file = "abc".charAt(i) + ".onnx";
            assertTrue(plans.get(i).plan().name().endsWith(file), plans.get(i).plan().name());
            plans.get(i).close();
        }
        assertEquals(0, engine.open.get());
    }

    @Test
    void closesThePlansOfOtherFilesWhenOneFails() throws IOException {
        jobs.add(model("a"), NOTHING_OPEN);
        jobs.add(model("b"), NOTHING_OPEN);
        jobs.add(folder.resolve("missing.onnx"), NOTHING_OPEN);
        ModelFileException thrown = assertThrows(ModelFileException.class, jobs::run);
        assertTrue(thrown.getMessage().contains("missing.onnx"), thrown.getMessage());
        assertEquals(0, engine.open.get());
    }

    @Test
    void reportsTheFirstFileOfSeveralThatFail() throws IOException {
        jobs.add(folder.resolve("first.onnx"), NOTHING_OPEN);
        jobs.add(model("b"), NOTHING_OPEN);
        jobs.add(folder.resolve("last.onnx"), NOTHING_OPEN);
        ModelFileException thrown = assertThrows(ModelFileException.class, jobs::run);
        assertTrue(thrown.getMessage().contains("first.onnx"), thrown.getMessage());
        assertEquals(0, engine.open.get());
    }

    private Path model(String name) throws IOException {
        byte[] bytes =
                new ModelBuilder(17)
                        .input("x", ModelBuilder.FLOAT, 2)
                        .output("y", ModelBuilder.FLOAT, 2)
                        .node("Relu", "x", "y")
                        .build();
        return Files.write(folder.resolve(name + ".onnx"), bytes);
    }

    /** Runs nothing; counts the plans that are open. */
    private static final class Counting implements Engine {
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }

        @Override
        public CompiledPlan compile(Plan plan, CompileOptions options) {
            open.incrementAndGet();
            return new CompiledPlan() {
                @Override
                public Plan plan() {
                    return plan;
                }

                @Override
                public PlanState newState() {
                    throw new UnsupportedOperationException("nothing runs here");
                }

                @Override
                public long residentWeightBytes() {
                    return 0;
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public void close() {}
    }
}
