package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.GraphChecker;
import org.ossicle.graph.GraphCopy;
import org.ossicle.graph.GraphPrinter;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;

class DropUnitAxesTest {
    private static final int SIZE = 24;
    private static final int TOKENS = 11;

    @Test
    void bringsJoinersOfNemoToRows() {
        for (DType weights : List.of(DType.FLOAT32, DType.INT8, DType.UINT8)) {
            for (boolean logarithms : List.of(false, true)) {
                Graph graph = Joiners.nemo(SIZE, TOKENS, weights, logarithms);
                new BindInputs(Map.of(), Map.of(), Map.of(), 1).run(graph);
                new InferAndFold().run(graph);
                Graph rows = assertSame(graph);
                assertShapes(rows.inputs(), "[1,24]", "[1,29]");
                assertShapes(rows.outputs(), "[1,11]");
                new RowsApart(3, 1).run(rows);
                assertShapes(rows.inputs(), "[1,24]", "[3,29]");
            }
        }
    }

    @Test
    void leavesOutWhatMovesNothing() {
        Graph graph = Joiners.nemo(SIZE, TOKENS, DType.FLOAT32, true);
        new BindInputs(Map.of(), Map.of(), Map.of(), 1).run(graph);
        new InferAndFold().run(graph);
        new DropUnitAxes().run(graph);
        new RemoveNoOps().run(graph);
        PassAssert.assertOps(
                graph,
                "MatMul",
                "Add",
                "MatMul",
                "Add",
                "Add",
                "Relu",
                "MatMul",
                "Add",
                "LogSoftmax");
    }

    /** Rows on any axis, constants of as many axes, and inputs of one. */
    @Test
    void takesRowsWhereverTheirAxisIs() {
        GraphBuilder graph = new GraphBuilder();
        Random random = new Random(4);
        Value upright = graph.input("upright", 1, SIZE, 1);
        Value scaled =
                graph.add(BinaryKind.MUL, upright, RandomTensors.constant("c", random, 1, SIZE, 1));
        Value single = RandomTensors.constant("single", random, 1, 1, 1, 1);
        Value spread = graph.add(BinaryKind.ADD, scaled, single);
        Value softmax = graph.add(new Softmax(2, true, false), spread);
        Value flat = graph.add(new Reshape(false), softmax, GraphBuilder.longs(-1));
        Value sum = graph.add(BinaryKind.ADD, flat, graph.input("flat", SIZE));
        Value older = graph.add(new Softmax(0, false, true), sum);
        Value weights = RandomTensors.constant("w", random, SIZE, TOKENS);
        Graph rows = assertSame(graph.output(graph.add(new MatMul(), older, weights)).build());
        assertShapes(rows.inputs(), "[1,24]", "[1,24]");
        assertShapes(rows.outputs(), "[1,11]");
    }

    @Test
    void leavesWhatIsNoGraphOfRows() {
        GraphBuilder two = new GraphBuilder();
        assertLeft(two.output(two.add(UnaryKind.NEG, two.input("x", 2, SIZE))));

        GraphBuilder spread = new GraphBuilder();
        Value upright = spread.input("x", SIZE, 1);
        assertLeft(spread.output(spread.add(BinaryKind.ADD, upright, spread.input("y", SIZE))));

        GraphBuilder outer = new GraphBuilder();
        Value one = RandomTensors.constant("w", new Random(5), 1, 1);
        assertLeft(outer.output(outer.add(new MatMul(), outer.input("x", 1, SIZE, 1), one)));

        GraphBuilder each = new GraphBuilder();
        Value row = each.input("x", 1, 1, SIZE);
        assertLeft(each.output(each.add(new MatMul(), row, each.input("y", 1, SIZE, 1))));

        GraphBuilder across = new GraphBuilder();
        Softmax softmax = new Softmax(1, false, false);
        assertLeft(across.output(across.add(softmax, across.input("x", 1, 1, SIZE))));

        GraphBuilder before = new GraphBuilder();
        Softmax flattened = new Softmax(2, false, true);
        assertLeft(before.output(before.add(flattened, before.input("x", 1, SIZE, 1))));
    }

    @Test
    void leavesProductsWithoutAKnownMatrixOnTheRight() {
        GraphBuilder turned = new GraphBuilder();
        Random random = new Random(7);
        Value one = RandomTensors.constant("w", random, 1, 1);
        Gemm gemm = new Gemm(1, 1, true, false);
        Value upright = turned.add(gemm, turned.input("x", 1, SIZE), one);
        Value more = RandomTensors.constant("c", random, SIZE, 1);
        assertLeft(turned.output(turned.add(BinaryKind.ADD, upright, more)));

        GraphBuilder dot = new GraphBuilder();
        Value column = dot.input("y", SIZE, 1);
        assertLeft(dot.output(dot.add(new MatMul(), dot.input("x", 1, SIZE), column)));
    }

    @Test
    void leavesRangesOfSingleValuesAndMatricesThatAreMoved() {
        GraphBuilder ranges = new GraphBuilder();
        DynamicQuantizeLinear byRow = new DynamicQuantizeLinear(true);
        assertLeft(ranges.output(ranges.add(byRow, 3, ranges.input("x", 1, SIZE, 1))));

        GraphBuilder moved = new GraphBuilder();
        Value matrix = RandomTensors.constant("c", new Random(8), 4, SIZE / 4);
        Value row = moved.add(new Reshape(false), matrix, GraphBuilder.longs(1, SIZE));
        assertLeft(moved.output(moved.add(BinaryKind.ADD, moved.input("x", 1, SIZE), row)));
    }

    @Test
    void keepsAnOutputApartFromItsInput() {
        GraphBuilder graph = new GraphBuilder();
        Transpose turn = new Transpose(List.of(0L, 2L, 1L));
        Graph rows = assertSame(graph.output(graph.add(turn, graph.input("x", 1, 4, 1))).build());
        PassAssert.assertOps(rows, "Identity");
    }

    private static void assertLeft(GraphBuilder builder) {
        Graph graph = builder.build();
        String before = GraphPrinter.print(graph);
        new DropUnitAxes().run(graph);
        assertEquals(before, GraphPrinter.print(graph));
    }

    private static void assertShapes(List<Value> values, String... wanted) {
        List<String> found = new ArrayList<>();
        values.forEach(value -> found.add(value.type().shape().toString()));
        assertEquals(List.of(wanted), found);
    }

    /** The graph after the pass, which computes the same to the last bit. */
    private static Graph assertSame(Graph graph) {
        Graph rows = GraphCopy.of(graph);
        new DropUnitAxes().run(rows);
        GraphChecker.checkTyped(rows);
        List<Tensor> inputs = RandomTensors.inputs(graph, new Random(6));
        List<Tensor> flat = new ArrayList<>();
        for (Tensor input : inputs) {
            flat.add(input.reshaped(1, input.elements()));
        }
        Tensor wanted = Interpreter.run(graph, inputs).get(0);
        Tensor found = Interpreter.run(rows, flat).get(0);
        assertEquals(wanted.elements(), found.elements());
        for (int i = 0; i < wanted.elements(); i++) {
            assertEquals(wanted.getDouble(i), found.getDouble(i));
        }
        return rows;
    }
}
