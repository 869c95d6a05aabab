package org.ossicle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Gather;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanBuilder;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.StateBinding;

class InterpreterEngineTest {
    private final Engine engine = new InterpreterProvider().open();
    private final Plan plan = accumulator();

    /** y = next = sum of all x; z = table[index]. */
    private static Plan accumulator() {
        GraphBuilder graph = new GraphBuilder();
        Value x = graph.input("x", 2);
        Value total = graph.input("total", 2);
        Value index = graph.input("index", DType.INT64);
        Value next = graph.add(BinaryKind.ADD, x, total);
        Value picked = graph.add(new Gather(0), next, index);
        graph.output(next, next, picked);
        StateBinding state = new StateBinding("total", "next");
        return PlanBuilder.build("sum", graph.build(), List.of("next", "y", "z"), List.of(state));
    }

    @Test
    void statesGoFromRunToRun() {
        try (PlanState state = engine.compile(plan, CompileOptions.DEFAULT).newState()) {
            run(state, 1, 2);
            run(state, 10, 20);
            assertEquals(List.of(11f, 22f), floats(state.output(0)));
            ByteBuffer saved = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            state.readState(0, saved);
            assertEquals(List.of(11f, 22f), floats(saved.flip()));
            state.reset();
            run(state, 1, 1);
            assertEquals(List.of(1f, 1f), floats(state.output(0)));
            state.writeState(0, saved);
            run(state, 1, 1);
            assertEquals(List.of(12f, 23f), floats(state.output(0)));
        }
    }

    @Test
    void streamsOfOnePlanAreApart() {
        CompiledPlan compiled = engine.compile(plan, CompileOptions.DEFAULT);
        try (PlanState a = compiled.newState();
                PlanState b = compiled.newState()) {
            run(a, 5, 5);
            run(b, 1, 1);
            assertEquals(List.of(1f, 1f), floats(b.output(0)));
        }
    }

    @Test
    void runThatIsRefusedLeavesStatesAsTheyWere() {
        try (PlanState state = engine.compile(plan, CompileOptions.DEFAULT).newState()) {
            run(state, 1, 2);
            state.input(1).putLong(0, 7);
            EngineException e = assertThrows(EngineException.class, () -> run(state, 1, 1));
            assertTrue(e.getMessage().contains("Gather_1"), e.getMessage());
            state.input(1).putLong(0, 1);
            run(state, 1, 1);
            assertEquals(List.of(2f, 3f), floats(state.output(0)));
        }
    }

    @Test
    void closedObjectsRefuseUse() {
        CompiledPlan compiled = engine.compile(plan, CompileOptions.DEFAULT);
        PlanState state = compiled.newState();
        compiled.close();
        compiled.close();
        run(state, 1, 1);
        state.close();
        state.close();
        assertThrows(ClosedException.class, state::run);
        assertThrows(ClosedException.class, compiled::newState);
        engine.close();
        assertThrows(ClosedException.class, () -> engine.compile(plan, CompileOptions.DEFAULT));
    }

    @Test
    void smallBuffersForStatesAreRefused() {
        try (PlanState state = engine.compile(plan, CompileOptions.DEFAULT).newState()) {
            ByteBuffer small = ByteBuffer.allocate(7);
            assertThrows(EngineException.class, () -> state.readState(0, small));
            assertThrows(EngineException.class, () -> state.writeState(0, small));
        }
    }

    @Test
    void plansThatReachOutsideTheirBytesAreRefused() {
        List<PlanTensor> tensors = new ArrayList<>(plan.tensors());
        PlanTensor x = plan.tensor(plan.inputs().get(0));
        tensors.set(
                x.id(),
                new PlanTensor(
                        x.id(),
                        "x",
                        x.dtype(),
                        x.dims(),
                        new long[] {2},
                        Residence.INPUT,
                        x.slot(),
                        0));
        Plan broken =
                new Plan(
                        "broken",
                        tensors,
                        plan.steps(),
                        plan.slots(),
                        plan.weights(),
                        plan.inputs(),
                        plan.outputs(),
                        plan.states(),
                        plan.scratchBytes());
        InvalidGraphException e =
                assertThrows(
                        InvalidGraphException.class,
                        () -> engine.compile(broken, CompileOptions.DEFAULT));
        assertTrue(e.getMessage().contains("a view within 8 bytes"), e.getMessage());
    }

    private static void run(PlanState state, float a, float b) {
        state.input(0).putFloat(0, a).putFloat(4, b);
        state.run();
    }

    private static List<Float> floats(ByteBuffer bytes) {
        return List.of(bytes.getFloat(0), bytes.getFloat(4));
    }
}
