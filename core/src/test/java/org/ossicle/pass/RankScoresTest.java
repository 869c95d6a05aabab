package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.compile.Bindings;
import org.ossicle.compile.PlanTemplate;
import org.ossicle.engine.PlanRunner;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.plan.Plan;

class RankScoresTest {
    @Test
    void addsTheBestTokenAndTheLogarithmsOfThePosteriors() {
        GraphBuilder graph = new GraphBuilder();
        graph.output(graph.add(UnaryKind.NEG, graph.input("x", 1, 3)));
        Plan plan = new PlanTemplate("test", graph.build()).bind(Bindings.NONE.scoring(2));
        assertEquals(3, plan.outputs().size());
        try (PlanRunner runner = new PlanRunner(plan)) {
            Tensor x = Tensor.ofFloats(new long[] {2, 3}, 1, -2, 0, Float.NaN, 0, 0);
            List<Tensor> found = runner.run(List.of(x));
            assertArrayEquals(new long[] {2, 1}, found.get(1).dims());
            assertEquals(1, found.get(1).getLong(0));
            double sum = Math.exp(-1) + Math.exp(2) + Math.exp(0);
            for (int i = 0; i < 3; i++) {
                double posterior = Math.exp(-x.getDouble(i)) / sum;
                assertEquals(posterior, Math.exp(found.get(2).getDouble(i)), 1e-6);
                assertTrue(Double.isNaN(found.get(2).getDouble(3 + i)));
            }
        }
    }

    @Test
    void logarithmsOfPosteriorsAreNotTakenTwice() {
        GraphBuilder graph = new GraphBuilder();
        graph.output(graph.add(new Softmax(-1, true, false), graph.input("x", 1, 3)));
        Plan plan = new PlanTemplate("test", graph.build()).bind(Bindings.NONE.scoring(2));
        assertEquals(1, plan.steps().stream().filter(s -> s.op() instanceof Softmax).count());
        try (PlanRunner runner = new PlanRunner(plan)) {
            Tensor x = Tensor.ofFloats(new long[] {2, 3}, 1, -2, 0, 5, 5, 6);
            List<Tensor> found = runner.run(List.of(x));
            assertEquals(0, found.get(1).getLong(0));
            assertEquals(2, found.get(1).getLong(1));
            for (int i = 0; i < 6; i++) {
                assertEquals(found.get(0).getDouble(i), found.get(2).getDouble(i));
            }
            assertEquals(
                    -Math.log(1 + Math.exp(-3) + Math.exp(-1)), found.get(2).getDouble(0), 1e-6);
        }
    }
}
