package org.ossicle.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.PlanRunner;
import org.ossicle.graph.DType;
import org.ossicle.graph.Dim;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphPrinter;
import org.ossicle.graph.Node;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Shape;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.MatMul;
import org.ossicle.plan.Plan;

class PlanTemplateTest {
    private final Value x = symbolic("x", Dim.symbol("T"), Dim.of(4));
    private final Value gain = symbolic("gain");
    private final Value state = symbolic("state", Dim.symbol("T"), Dim.of(3));
    private final Value weight = RandomTensors.constant("w", new Random(1), 4, 3);
    private final Graph graph = graph();
    private final PlanTemplate template = new PlanTemplate("m.onnx", graph);

    @Test
    void oneTemplateGivesPlansOfManySizes() {
        String before = GraphPrinter.print(graph);
        Plan two = template.bind(Bindings.NONE.dim("T", 2));
        Plan five = template.bind(Bindings.NONE.dim("T", 5));
        assertArrayEquals(new long[] {2, 4}, two.tensor(two.inputs().get(0)).dims());
        assertArrayEquals(new long[] {5, 4}, five.tensor(five.inputs().get(0)).dims());
        assertEquals(before, GraphPrinter.print(graph));
    }

    @Test
    void weightsAreSharedBetweenPlans() {
        Plan two = template.bind(Bindings.NONE.dim("T", 2));
        Plan five = template.bind(Bindings.NONE.dim("T", 5));
        assertSame(weight.constant(), two.weights().get(0));
        assertSame(weight.constant(), five.weights().get(0));
    }

    @Test
    void constantInputsChangeWhatIsLeftToDo() {
        Tensor one = Tensor.ofFloats(new long[0], 1);
        Plan bound = template.bind(Bindings.NONE.dim("T", 2).constant("gain", one));
        assertEquals(2, template.bind(Bindings.NONE.dim("T", 2)).steps().size());
        assertEquals(1, bound.steps().size());
        assertEquals(2, bound.inputs().size());
    }

    @Test
    void outputsKeepTheirNamesThroughRewrites() {
        Plan plan = template.bind(Bindings.NONE.dim("T", 2));
        assertEquals(0, plan.outputIndex("y"));
    }

    @Test
    void statesFeedTheNextRun() {
        Plan plan = template.bind(Bindings.NONE.dim("T", 1).state("state", "y"));
        assertEquals(12, plan.stateBytes());
        try (PlanRunner runner = new PlanRunner(plan)) {
            List<Tensor> inputs =
                    List.of(Tensor.zeros(DType.FLOAT32, 1, 4), Tensor.ofFloats(new long[0], 2));
            Tensor start = Tensor.ofFloats(new long[] {1, 3}, 1, 2, 3);
            runner.state().writeState(0, start.data());
            runner.run(inputs);
            runner.run(inputs);
            assertEquals("float32[1,3]{4.0, 8.0, 12.0}", runner.readState(0).toString());
        }
    }

    /** y = (x w + state) * gain. */
    private Graph graph() {
        Value product = new Value("product", null);
        Value sum = new Value("sum", null);
        Value scaled = new Value("scaled", null);
        Value y = new Value("y", null);
        return new Graph(
                "model",
                List.of(x, gain, state),
                List.of(
                        new Node("a", new MatMul(), List.of(x, weight), List.of(product)),
                        new Node("b", add(), List.of(product, state), List.of(sum)),
                        new Node("c", multiply(), List.of(sum, gain), List.of(scaled)),
                        new Node("d", new Identity(), List.of(scaled), List.of(y))),
                List.of(y));
    }

    private static Binary add() {
        return new Binary(BinaryKind.ADD);
    }

    private static Binary multiply() {
        return new Binary(BinaryKind.MUL);
    }

    private static Value symbolic(String name, Dim... dims) {
        return new Value(name, new TensorType(DType.FLOAT32, new Shape(List.of(dims))));
    }
}
