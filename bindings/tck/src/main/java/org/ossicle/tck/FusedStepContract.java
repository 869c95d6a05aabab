package org.ossicle.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.plan.Plan;

/** What every engine computes for the steps that passes make of several operators. */
interface FusedStepContract {
    /** Opens the engine under test. */
    Engine open();

    @Test
    default void normalisesRowsWithABias() {
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

    @Test
    default void gatesOneHalfOfEachRowByTheOther() {
        PlanSketch sketch = new PlanSketch("gated linear unit");
        int in = sketch.input(DType.FLOAT32, 2, 4);
        int left = sketch.view(in, 0, new long[] {2, 2}, new long[] {4, 1});
        int right = sketch.view(in, 2 * Float.BYTES, new long[] {2, 2}, new long[] {4, 1});
        int out = sketch.output(DType.FLOAT32, 2, 2);
        sketch.step(new Binary(BinaryKind.GLU), List.of(left, right), List.of(out));
        float three = (float) Math.log(3);
        assertResult(
                sketch.build(),
                new float[] {8, 4, 0, three, -8, 1, -three, 200},
                new float[] {4, 3, -2, 1});
    }

    @Test
    default void replacesScoresThatAreMasked() {
        float[] scores = {0, 0, 5, 0, 0, (float) Math.log(3), 7, 0};
        assertResult(
                masked(new MaskedSoftmax(false, -1e9f, true), Tensor.zeros(DType.BOOL, 1, 4)),
                scores,
                new float[] {0.5f, 0.5f, 0, 0, 0.25f, 0.75f, 0, 0});
    }

    @Test
    default void addsAMaskToScores() {
        float[] scores = {0, 0, 5, 0, 0, (float) Math.log(3), 7, 0};
        Tensor mask = Tensor.ofFloats(new long[] {1, 4}, 0, 0, -1000, -1000);
        assertResult(
                masked(new MaskedSoftmax(false, 0, false), mask),
                scores,
                new float[] {0.5f, 0.5f, 0, 0, 0.25f, 0.75f, 0, 0});
    }

    /** Scores of two rows under a mask of one, of which the last two are taken away. */
    private static Plan masked(MaskedSoftmax op, Tensor mask) {
        if (mask.dtype() == DType.BOOL) {
            mask.setLong(2, 1);
            mask.setLong(3, 1);
        }
        PlanSketch sketch = new PlanSketch("masked softmax");
        int in = sketch.input(DType.FLOAT32, 2, 4);
        int out = sketch.output(DType.FLOAT32, 2, 4);
        sketch.step(op, List.of(in, sketch.weight(mask)), List.of(out));
        return sketch.build();
    }

    private void assertResult(Plan plan, float[] given, float[] wanted) {
        try (Engine engine = open();
                CompiledPlan compiled = engine.compile(plan, CompileOptions.DEFAULT);
                PlanState state = compiled.newState()) {
            Floats.put(state.input(0), given);
            state.run();
            assertArrayEquals(wanted, Floats.of(state.output(0)), 1e-6f);
        }
    }
}
