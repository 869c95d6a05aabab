package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;

class WidenHalvesTest {
    /** A few steps of 2^-11 each, at which FLOAT16 rounds. */
    private static final double TOLERANCE = 4e-3;

    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);

    private Value weight(DType dtype, long... dims) {
        Tensor tensor = Tensor.zeros(dtype, dims);
        for (int i = 0; i < tensor.elements(); i++) {
            tensor.setDouble(i, random.nextGaussian() / 4);
        }
        return Value.ofConstant("w", tensor);
    }

    private Graph widen() {
        return PassAssert.rewritten(new WidenHalves(), graph, TOLERANCE);
    }

    @Test
    void computesInFloatBetweenCasts() {
        Value x = graph.input("x", DType.FLOAT16, 3, 4);
        Value product = graph.add(new MatMul(), x, weight(DType.FLOAT16, 4, 5));
        Value sum = graph.add(BinaryKind.ADD, product, weight(DType.FLOAT16, 5));
        graph.output(graph.add(UnaryKind.TANH, sum));
        Graph result = widen();
        PassAssert.assertOps(result, "Cast", "MatMul", "Add", "Tanh", "Cast");
        assertEquals(DType.FLOAT16, result.inputs().get(0).type().dtype());
        assertEquals(DType.FLOAT16, result.outputs().get(0).type().dtype());
        assertEquals(DType.FLOAT16, result.nodes().get(1).input(1).type().dtype());
        assertEquals(DType.FLOAT32, result.nodes().get(2).input(1).type().dtype());
    }

    @Test
    void keepsTurnedWeightsUnlessOthersTakeThem() {
        Value x = graph.input("x", DType.BFLOAT16, 3, 4);
        Value kept = graph.add(new Transpose(List.of(1L, 0L)), weight(DType.BFLOAT16, 5, 4));
        Value shared = graph.add(new Transpose(List.of(1L, 0L)), weight(DType.BFLOAT16, 4, 5));
        Value product = graph.add(new MatMul(), x, kept);
        Value other = graph.add(BinaryKind.MUL, graph.add(new MatMul(), product, shared), x);
        graph.output(other, graph.add(UnaryKind.ABS, shared));
        Graph result = PassAssert.rewritten(new WidenHalves(), graph, 3e-2);
        List<DType> factors =
                result.nodes().stream()
                        .filter(node -> node.op() instanceof MatMul)
                        .map(node -> node.input(1).type().dtype())
                        .toList();
        assertEquals(List.of(DType.BFLOAT16, DType.FLOAT32), factors);
    }

    @Test
    void followsCastsAndTables() {
        Value index = graph.input("index", DType.INT64, 2);
        Value row = graph.add(new Gather(0), weight(DType.FLOAT16, 8, 4), index);
        Value real = graph.add(new Cast(DType.FLOAT32), row);
        Value narrow = graph.add(new Cast(DType.FLOAT16), real);
        Value matrix = weight(DType.FLOAT16, 3, 4);
        graph.output(graph.add(new Gemm(1, 1, false, true), narrow, matrix), real);
        Graph result = widen();
        for (Node node : result.nodes()) {
            boolean last = node.output(0) == result.outputs().get(0);
            assertEquals(last ? DType.FLOAT16 : DType.FLOAT32, node.output(0).type().dtype());
        }
    }

    @Test
    void leavesOtherGraphsAlone() {
        Value x = graph.input("x", 3, 4);
        graph.output(graph.add(UnaryKind.TANH, x));
        Graph result = PassAssert.rewritten(new WidenHalves(), graph);
        PassAssert.assertOps(result, "Tanh");
    }
}
