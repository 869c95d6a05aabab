package org.ossicle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.graph.Graph;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorAssert;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanBuilder;
import org.ossicle.plan.RandomGraphs;
import org.ossicle.plan.StateBinding;

/** A plan computes what its graph computes, run after run, whatever the graph looks like. */
class PlannedGraphTest {
    private static final int RUNS = 3;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 300; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void planEqualsGraph(long seed) {
        Random random = new Random(seed);
        Graph graph = RandomGraphs.next(random, 4 + random.nextInt(30));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < graph.outputs().size(); i++) {
            names.add("o" + i);
        }
        int last = names.size() - 1;
        StateBinding state = new StateBinding("s", names.get(last));
        Plan plan = PlanBuilder.build("random", graph, names, List.of(state));
        try (PlanRunner runner = new PlanRunner(plan)) {
            Tensor carried = Tensor.zeros(graph.inputs().get(2).type().dtype(), 3, 5);
            for (int run = 0; run < RUNS; run++) {
                List<Tensor> inputs = RandomTensors.inputs(graph, random);
                inputs.set(2, carried);
                List<Tensor> expected = Interpreter.run(graph, inputs);
                List<Tensor> found = runner.run(inputs.subList(0, 2));
                String where = "seed " + seed + ", run " + run;
                TensorAssert.assertSame(expected.subList(0, last), found, where);
                carried = expected.get(last);
                TensorAssert.assertClose(carried, runner.readState(0), 0, where + ", state");
            }
        }
        assertEquals(2, plan.inputs().size(), () -> names(graph));
    }

    private static String names(Graph graph) {
        return graph.inputs().stream().map(Value::name).toList().toString();
    }
}
