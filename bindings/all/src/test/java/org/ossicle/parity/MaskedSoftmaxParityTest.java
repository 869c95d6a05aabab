package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;
import org.ossicle.engine.InterpreterProvider;
import org.ossicle.engine.PlanRunner;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorAssert;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Where;
import org.ossicle.pass.FuseSoftmaxMask;
import org.ossicle.pass.RemoveDeadCode;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanBuilder;

/** A softmax that applies the mask of its scores gives the bits of the steps that it replaces. */
class MaskedSoftmaxParityTest {
    private static final long[][] MASKS = {
        {2, 3, 5, 19}, {1, 1, 5, 19}, {2, 1, 1, 19}, {5, 1}, {1},
    };

    @Test
    void onTheNativeEngine() {
        try (Engine engine = EngineLookup.open().engine()) {
            assertEquals("native-ffm", engine.name());
            assertSameBits(engine, Float.NEGATIVE_INFINITY);
            assertSameBits(engine, -3);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NEGATIVE_INFINITY, -3})
    void onTheInterpreter(float replacement) {
        try (Engine engine = new InterpreterProvider().open()) {
            assertSameBits(engine, replacement);
        }
    }

    private static void assertSameBits(Engine engine, float replacement) {
        Graph graph = layers(replacement);
        List<Tensor> inputs = RandomTensors.inputs(graph, new Random(5));
        Plan apart = PlanBuilder.build("apart", graph, names(graph), List.of());
        new FuseSoftmaxMask().run(graph);
        new RemoveDeadCode().run(graph);
        Plan joined = PlanBuilder.build("joined", graph, names(graph), List.of());
        assertNotEquals(apart.steps().size(), joined.steps().size());
        try (PlanRunner wanted = new PlanRunner(apart, engine);
                PlanRunner found = new PlanRunner(joined, engine)) {
            TensorAssert.assertSame(wanted.run(inputs), found.run(inputs), engine.name());
        }
    }

    private static List<String> names(Graph graph) {
        return graph.outputs().stream().map(Value::name).toList();
    }

    /** Scores under masks of many shapes and either form, with and without zeroes afterwards. */
    private static Graph layers(float replacement) {
        GraphBuilder graph = new GraphBuilder();
        Value scores = graph.input("scores", 2, 3, 5, 19);
        Value replaced = GraphBuilder.scalar(replacement);
        Value zero = GraphBuilder.scalar(0);
        for (int i = 0; i < MASKS.length; i++) {
            Value flags = graph.input("flags" + i, DType.BOOL, MASKS[i]);
            Value opposite = graph.add(UnaryKind.NOT, flags);
            for (Value keep : List.of(flags, opposite)) {
                Value kept = graph.add(new Where(), keep, scores, replaced);
                Value shares = graph.add(new Softmax(-1, false, false), kept);
                Value logs = graph.add(new Where(), keep, replaced, scores);
                graph.output(
                        graph.add(new Where(), keep, shares, zero),
                        graph.add(new Softmax(-1, true, false), logs));
            }
        }
        return graph.build();
    }
}
