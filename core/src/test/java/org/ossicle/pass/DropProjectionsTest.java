package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.UnaryKind;

/** The projections of a joiner and what is left of it give what the joiner gives. */
class DropProjectionsTest {
    private static final int SIZE = 24;
    private static final int TOKENS = 11;

    @Test
    void partsGiveTheWhole() {
        for (Graph whole :
                List.of(
                        Joiners.projecting(SIZE, TOKENS),
                        Joiners.quantized(SIZE, TOKENS),
                        Joiners.real(SIZE, TOKENS),
                        joinedTwice())) {
            Random random = new Random(3);
            List<Tensor> inputs =
                    List.of(
                            RandomTensors.floats(random, 1, SIZE),
                            RandomTensors.floats(random, 1, SIZE));
            Graph joint = GraphCopy.of(whole);
            new DropProjections().run(joint);
            Tensor found =
                    run(joint, List.of(projected(whole, 0, inputs), projected(whole, 1, inputs)));
            Tensor wanted = run(GraphCopy.of(whole), inputs);
            assertEquals(wanted.elements(), found.elements());
            for (int i = 0; i < wanted.elements(); i++) {
                assertEquals(wanted.getDouble(i), found.getDouble(i));
            }
        }
    }

    @Test
    void whatNeedsOneInputAloneIsLeftOut() {
        Graph joint = Joiners.projecting(SIZE, TOKENS);
        new DropProjections().run(joint);
        assertEquals("[1,27]", joint.inputs().get(0).type().shape().toString());
        new RowsApart(3, 0).run(joint);
        Passes.all(new BindInputs(Map.of(), Map.of(), Map.of(), -1)).run(joint);
        PassAssert.assertOps(
                joint, "Add", "Relu", "ossicle.DynamicQuantizeRows", "ossicle.QuantizedMatMul");
        Graph projection = Joiners.projecting(SIZE, TOKENS);
        new KeepProjection(1).run(projection);
        Passes.all(new BindInputs(Map.of(), Map.of(), Map.of(), -1)).run(projection);
        assertEquals(List.of("decoder"), projection.inputs().stream().map(Value::name).toList());
    }

    private static Tensor projected(Graph whole, int input, List<Tensor> inputs) {
        Graph projection = GraphCopy.of(whole);
        new KeepProjection(input).run(projection);
        return run(projection, List.of(inputs.get(input)));
    }

    private static Tensor run(Graph graph, List<Tensor> inputs) {
        new BindInputs(Map.of(), Map.of(), Map.of(), -1).run(graph);
        new InferAndFold().run(graph);
        return Interpreter.run(graph, inputs).get(0);
    }

    /** What comes of the first input meets the second at two places. */
    private static Graph joinedTwice() {
        GraphBuilder graph = new GraphBuilder();
        Value encoder = graph.input("encoder", 1, SIZE);
        Value decoder = graph.add(UnaryKind.NEG, graph.input("decoder", 1, SIZE));
        Value sum = graph.add(BinaryKind.ADD, graph.add(UnaryKind.TANH, encoder), decoder);
        return graph.output(graph.add(BinaryKind.MUL, graph.add(UnaryKind.NEG, encoder), sum))
                .build();
    }
}
