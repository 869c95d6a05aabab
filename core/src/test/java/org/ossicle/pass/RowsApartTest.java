package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.GraphPrinter;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.UnaryKind;

class RowsApartTest {
    private static final int ROWS = 3;
    private static final int SIZE = 24;
    private static final int TOKENS = 11;

    @Test
    void everyRowComesOutAsAlone() {
        for (Graph one :
                List.of(
                        Joiners.real(SIZE, TOKENS),
                        Joiners.quantized(SIZE, TOKENS),
                        Joiners.projecting(SIZE, TOKENS),
                        logarithms())) {
            for (int input = 0; input < one.inputs().size(); input++) {
                Graph many = GraphCopy.of(one);
                new RowsApart(ROWS, input).run(many);
                new BindInputs(Map.of(), Map.of(), Map.of(), -1).run(many);
                new InferAndFold().run(many);
                assertRowsEqual(one, many, input);
                Passes.all(new BindInputs(Map.of(), Map.of(), Map.of(), -1)).run(many);
                assertRowsEqual(one, many, input);
            }
        }
    }

    private static Graph logarithms() {
        Graph graph = Joiners.real(SIZE, TOKENS);
        new RankScores().run(graph);
        graph.outputs().set(0, graph.outputs().remove(2));
        new InferAndFold().run(graph);
        new RemoveDeadCode().run(graph);
        return graph;
    }

    private static void assertRowsEqual(Graph one, Graph many, int wideInput) {
        Random random = new Random(1);
        Tensor frames = RandomTensors.floats(random, ROWS, SIZE);
        Tensor prediction = RandomTensors.floats(random, 1, SIZE);
        // Ranges that differ by far, so that a common one shows.
        for (int i = 0; i < SIZE; i++) {
            frames.setDouble(i, frames.getDouble(i) / 50);
            prediction.setDouble(i, prediction.getDouble(i) / 50);
        }
        Tensor all = Interpreter.run(many, inputs(frames, prediction, wideInput)).get(0);
        for (int row = 0; row < ROWS; row++) {
            float[] frame = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                frame[i] = (float) frames.getDouble(row * SIZE + i);
            }
            Tensor alone = Tensor.ofFloats(new long[] {1, SIZE}, frame);
            Tensor wanted = Interpreter.run(one, inputs(alone, prediction, wideInput)).get(0);
            for (int i = 0; i < TOKENS; i++) {
                assertEquals(wanted.getDouble(i), all.getDouble(row * TOKENS + i));
            }
        }
    }

    private static List<Tensor> inputs(Tensor wide, Tensor single, int wideInput) {
        return wideInput == 0 ? List.of(wide, single) : List.of(single, wide);
    }

    @Test
    void quantizedJoinersStayOneProduct() {
        Graph graph = Joiners.quantized(SIZE, TOKENS);
        new RowsApart(ROWS, 0).run(graph);
        Passes.all(new BindInputs(Map.of(), Map.of(), Map.of(), -1)).run(graph);
        PassAssert.assertOps(
                graph, "Add", "Tanh", "ossicle.DynamicQuantizeRows", "ossicle.QuantizedMatMul");
    }

    @Test
    void leavesGraphsWhoseRowsMayMeet() {
        GraphBuilder across = new GraphBuilder();
        across.output(across.add(new Softmax(0, false, false), across.input("x", 1, SIZE)));
        assertLeft(across.build());

        GraphBuilder each = new GraphBuilder();
        Value x = each.input("x", 1, SIZE);
        each.output(each.add(new MatMul(), x, each.input("y", SIZE, 1)));
        assertLeft(each.build());

        GraphBuilder spread = new GraphBuilder();
        Value rows = RandomTensors.constant("rows", new Random(2), ROWS, SIZE);
        spread.output(spread.add(BinaryKind.ADD, spread.input("x", 1, SIZE), rows));
        assertLeft(spread.build());
    }

    @Test
    void leavesGraphsWithoutSingleRows() {
        for (long[] dims : List.of(new long[] {2, SIZE}, new long[] {SIZE}, new long[] {1, 1, 4})) {
            GraphBuilder graph = new GraphBuilder();
            graph.output(graph.add(UnaryKind.TANH, graph.input("x", dims)));
            assertLeft(graph.build());
        }
        GraphBuilder whole = new GraphBuilder();
        whole.output(whole.add(UnaryKind.NEG, whole.input("x", DType.INT32, 1, SIZE)));
        assertLeft(whole.build());
    }

    @Test
    void leavesGraphsWithoutThatInput() {
        assertLeft(Joiners.real(SIZE, TOKENS), 2);
    }

    private static void assertLeft(Graph graph) {
        assertLeft(graph, 0);
    }

    private static void assertLeft(Graph graph, int input) {
        String before = GraphPrinter.print(graph);
        new RowsApart(ROWS, input).run(graph);
        assertEquals(before, GraphPrinter.print(graph));
        assertTrue(before.contains("return"), before);
    }
}
