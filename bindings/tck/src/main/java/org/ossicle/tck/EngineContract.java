package org.ossicle.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;
import org.ossicle.error.EngineException;
import org.ossicle.error.OssicleException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Gather;
import org.ossicle.plan.Plan;

/** What every engine must do; each binding runs these tests over its own engine. */
public abstract class EngineContract
        implements FusedStepContract, ActivationContract, WeightContract {
    private static final Binary ADD = new Binary(BinaryKind.ADD);

    private Engine engine;

    @BeforeEach
    void openEngine() {
        engine = open();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void computesOutputsFromInputs() {
        try (CompiledPlan plan = compile(SketchedPlans.sum());
                PlanState state = plan.newState()) {
            Floats.put(state.input(0), 1, 2, 3);
            Floats.put(state.input(1), 10, 20, 30);
            state.run();
            assertArrayEquals(new float[] {11, 22, 33}, Floats.of(state.output(0)));
        }
    }

    @Test
    void keepsStateFromRunToRunAndPerStream() {
        try (CompiledPlan plan = compile(SketchedPlans.accumulator());
                PlanState first = plan.newState();
                PlanState second = plan.newState()) {
            for (int run = 1; run <= 5; run++) {
                Floats.put(first.input(0), 1, 2);
                first.run();
                assertArrayEquals(new float[] {run, 2 * run}, Floats.of(first.output(0)));
            }
            Floats.put(second.input(0), 7, 7);
            second.run();
            assertArrayEquals(new float[] {7, 7}, Floats.of(second.output(0)));
        }
    }

    @Test
    void resetsStateToZero() {
        try (CompiledPlan plan = compile(SketchedPlans.accumulator());
                PlanState state = plan.newState()) {
            Floats.put(state.input(0), 1, 2);
            state.run();
            state.reset();
            state.run();
            assertArrayEquals(new float[] {1, 2}, Floats.of(state.output(0)));
        }
    }

    @Test
    void carriesEachStateToAnotherStream() {
        try (CompiledPlan plan = compile(SketchedPlans.accumulators());
                PlanState from = plan.newState();
                PlanState to = plan.newState()) {
            Floats.put(from.input(0), 1, 2);
            Floats.put(from.input(1), 5);
            Floats.put(to.input(0), 10, 10);
            Floats.put(to.input(1), 100);
            for (int run = 1; run <= 3; run++) {
                from.run();
                ByteBuffer bytes =
                        run % 2 == 0 ? ByteBuffer.allocate(16) : ByteBuffer.allocateDirect(16);
                from.readState(0, bytes.position(4));
                assertEquals(12, bytes.position());
                from.readState(1, bytes);
                assertEquals(16, bytes.position());
                to.writeState(0, bytes.position(4));
                assertEquals(12, bytes.position());
                to.writeState(1, bytes);
                assertEquals(16, bytes.position());
                to.run();
                assertArrayEquals(new float[] {10 + run, 10 + 2 * run}, Floats.of(to.output(0)));
                assertArrayEquals(new float[] {100 + 5 * run}, Floats.of(to.output(1)));
            }
        }
    }

    @Test
    void movesAStateThatGrowsAtItsEnd() {
        int runs = 100;
        try (CompiledPlan plan = compile(SketchedPlans.cache());
                PlanState state = plan.newState();
                PlanState other = plan.newState()) {
            ByteBuffer carried = ByteBuffer.allocate(3 * 16 * Float.BYTES);
            for (int run = 1; run <= runs; run++) {
                fill(state.input(0), run);
                state.run();
                assertCache(state, run);
                state.readState(0, carried.clear());
                fill(other.input(0), run + 1);
                other.writeState(0, carried.flip());
                other.run();
                assertCache(other, run + 1);
            }
            state.reset();
            fill(state.input(0), 1);
            state.run();
            assertCache(state, 1);
        }
    }

    private static void fill(ByteBuffer input, float value) {
        for (int i = 0; i < 16; i++) {
            input.putFloat(Float.BYTES * i, value);
        }
    }

    private static void assertCache(PlanState state, int run) {
        float[] found = Floats.of(state.output(0));
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 16; column++) {
                assertEquals(Math.max(0, run - 3 + row), found[16 * row + column], "run " + run);
            }
        }
    }

    @Test
    void refusesAStateOfTheWrongSize() {
        try (CompiledPlan plan = compile(SketchedPlans.accumulator());
                PlanState state = plan.newState()) {
            ByteBuffer small = ByteBuffer.allocate(4);
            assertThrows(OssicleException.class, () -> state.writeState(0, small));
            assertThrows(OssicleException.class, () -> state.readState(0, small));
        }
    }

    @Test
    void readsStridedViews() {
        PlanSketch sketch = new PlanSketch("transposed");
        int matrix = sketch.input(DType.FLOAT32, 2, 3);
        int transposed = sketch.view(matrix, 0, new long[] {3, 2}, new long[] {1, 3});
        int row = sketch.weight(Tensor.ofFloats(new long[] {2}, 100, 200));
        int out = sketch.output(DType.FLOAT32, 3, 2);
        sketch.step(ADD, List.of(transposed, row), List.of(out));
        try (CompiledPlan plan = compile(sketch.build());
                PlanState state = plan.newState()) {
            Floats.put(state.input(0), 1, 2, 3, 4, 5, 6);
            state.run();
            assertArrayEquals(
                    new float[] {101, 204, 102, 205, 103, 206}, Floats.of(state.output(0)));
        }
    }

    @Test
    void refusesAnIndexOutsideItsTableAndKeepsTheState() {
        PlanSketch sketch = new PlanSketch("lookup");
        int table = sketch.weight(Tensor.ofFloats(new long[] {3, 1}, 1, 10, 100));
        int index = sketch.input(DType.INT64, 1);
        int picked = sketch.scratch(DType.FLOAT32, 1, 1);
        int state = sketch.state(DType.FLOAT32, 1, 1);
        int out = sketch.output(DType.FLOAT32, 1, 1);
        sketch.step(ADD, List.of(state, state), List.of(state + 1));
        sketch.step(new Gather(0), List.of(table, index), List.of(picked));
        sketch.step(ADD, List.of(picked, state), List.of(state + 1));
        sketch.step(ADD, List.of(picked, state), List.of(out));
        try (CompiledPlan plan = compile(sketch.build());
                PlanState stream = plan.newState()) {
            stream.input(0).putLong(0, 2);
            stream.run();
            for (long bad : new long[] {3, -4, Long.MAX_VALUE, Long.MIN_VALUE}) {
                stream.input(0).putLong(0, bad);
                assertThrows(EngineException.class, stream::run, "index " + bad);
            }
            stream.input(0).putLong(0, -2);
            stream.run();
            assertEquals(110, stream.output(0).getFloat(0));
        }
    }

    @Test
    void refusesAViewBeyondItsBuffer() {
        for (long offset : new long[] {-4, 4, Long.MAX_VALUE - 64}) {
            PlanSketch sketch = new PlanSketch("beyond");
            int input = sketch.input(DType.FLOAT32, 3);
            int beyond = sketch.view(input, offset, new long[] {3}, new long[] {1});
            int out = sketch.output(DType.FLOAT32, 3);
            sketch.step(ADD, List.of(beyond, beyond), List.of(out));
            assertThrows(OssicleException.class, () -> compile(sketch.build()), "" + offset);
        }
    }

    @Test
    void throwsAfterClose() {
        CompiledPlan plan = compile(SketchedPlans.sum());
        PlanState state = plan.newState();
        plan.close();
        plan.close();
        assertThrows(ClosedException.class, plan::newState);
        state.run();
        state.close();
        state.close();
        assertThrows(ClosedException.class, state::run);
        assertThrows(ClosedException.class, state::reset);
    }

    @Test
    void compilesNothingAfterClose() {
        engine.close();
        assertThrows(ClosedException.class, () -> compile(SketchedPlans.sum()));
    }

    @Test
    void letsOnlyOneThreadIn() throws InterruptedException {
        try (CompiledPlan plan = compile(SketchedPlans.slow());
                PlanState state = plan.newState()) {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            CountDownLatch both = new CountDownLatch(2);
            Runnable loop =
                    () -> {
                        both.countDown();
                        try {
                            both.await();
                            for (int i = 0; i < 10_000 && seen.get() == null; i++) {
                                state.run();
                            }
                        } catch (Throwable e) {
                            seen.compareAndSet(null, e);
                        }
                    };
            Thread[] threads = {new Thread(loop), new Thread(loop)};
            for (Thread thread : threads) {
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertInstanceOf(ConcurrentUseException.class, seen.get());
            state.run();
        }
    }

    /** A product large enough that an engine may divide it. */
    @Test
    void resultsDoNotDependOnThreads() {
        Plan plan = SketchedPlans.large();
        try (CompiledPlan one = engine.compile(plan, new CompileOptions(true, 1));
                CompiledPlan several = engine.compile(plan, new CompileOptions(true, 3));
                PlanState alone = one.newState();
                PlanState helped = several.newState()) {
            for (int i = 0; i < 16 * 512; i++) {
                alone.input(0).putFloat(4 * i, (i * 7919 % 2003) / 1001f - 1);
                helped.input(0).putFloat(4 * i, (i * 7919 % 2003) / 1001f - 1);
            }
            alone.run();
            for (int run = 0; run < 20; run++) {
                helped.run();
                assertArrayEquals(
                        Floats.of(alone.output(0)), Floats.of(helped.output(0)), "run " + run);
            }
        }
    }

    @Test
    void allocatesNothingPerRun() {
        assumeFalse(allocates(), "this engine makes no promise about allocation");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (CompiledPlan plan = compile(SketchedPlans.accumulator());
                PlanState state = plan.newState()) {
            long bytes = Long.MAX_VALUE;
            for (int round = 0; round < 20 && bytes != 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 5_000; i++) {
                    state.run();
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, bytes);
        }
    }

    @Test
    void keepsItsBuffersInPlace() {
        try (CompiledPlan plan = compile(SketchedPlans.sum());
                PlanState state = plan.newState()) {
            assertSame(state.input(0), state.input(0));
            assertTrue(state.input(0).isDirect());
            assertSame(ByteOrder.LITTLE_ENDIAN, state.input(0).order());
            assertSame(ByteOrder.LITTLE_ENDIAN, state.output(0).order());
            assertEquals(12, state.output(0).capacity());
        }
    }

    /** Whether the engine under test is one that may allocate per run, as the interpreter does. */
    protected boolean allocates() {
        return false;
    }

    private CompiledPlan compile(Plan plan) {
        return engine.compile(plan, CompileOptions.DEFAULT);
    }
}
