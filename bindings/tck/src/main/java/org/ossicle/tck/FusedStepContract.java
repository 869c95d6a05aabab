package org.ossicle.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.plan.Plan;

/** What every engine computes for the steps that passes make of several operators. */
public abstract class FusedStepContract {
    private static final float ROUNDING = 1e-6f;

    /** Opens the engine under test. */
    protected abstract Engine open();

    @Test
    void normalisesRowsWithABias() {
        PlanSketch sketch = new PlanSketch("bias norm");
        int in = sketch.input(DType.FLOAT32, 2, 4);
        int bias = sketch.weight(Tensor.ofFloats(new long[] {4}, 1, 0, -1, 0));
        int out = sketch.output(DType.FLOAT32, 2, 4);
        sketch.step(new BiasNorm(0.5f), List.of(in, bias), List.of(out));
        // Mean squares of 4 and of 25.
        assertResult(
                sketch.build(),
                new float[] {3, 2, 1, 2, 6, 5, 4, 5},
                new float[] {0.75f, 0.5f, 0.25f, 0.5f, 0.6f, 0.5f, 0.4f, 0.5f});
    }

    private void assertResult(Plan plan, float[] given, float[] wanted) {
        try (Engine engine = open();
                CompiledPlan compiled = engine.compile(plan, CompileOptions.DEFAULT);
                PlanState state = compiled.newState()) {
            state.input(0).asFloatBuffer().put(given);
            state.run();
            ByteBuffer output = state.output(0);
            float[] found = new float[wanted.length];
            output.asFloatBuffer().get(found);
            assertArrayEquals(wanted, found, ROUNDING);
        }
    }
}
