package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.MatMulInteger;

class FuseQuantizedMatMulTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);
    private final Value[] x = graph.add(new DynamicQuantizeLinear(), 3, graph.input("x", 2, 3, 8));
    private final Value w = bytes(DType.INT8, 8, 5);

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void joinsTheScaledProductInEitherOrder(boolean scaleFirst, boolean weightScaleFirst) {
        Value scale = GraphBuilder.scalar(0.02f);
        Value zero = bytes(DType.INT8);
        Value product = graph.add(new MatMulInteger(), x[0], w, x[2], zero);
        Value real = graph.add(new Cast(DType.FLOAT32), product);
        Value both =
                weightScaleFirst
                        ? graph.add(BinaryKind.MUL, scale, x[1])
                        : graph.add(BinaryKind.MUL, x[1], scale);
        graph.output(
                scaleFirst
                        ? graph.add(BinaryKind.MUL, both, real)
                        : graph.add(BinaryKind.MUL, real, both));
        Graph after = PassAssert.rewritten(new FuseQuantizedMatMul(), graph);
        PassAssert.assertOps(after, "DynamicQuantizeLinear", "ossicle.QuantizedMatMul");
        assertSame(x[1], after.nodes().get(1).input(1));
        assertSame(scale, after.nodes().get(1).input(4));
    }

    @Test
    void takesScalesAndZeroPointsPerColumn() {
        Value scales = RandomTensors.constant("scales", random, 5);
        Value zeros = bytes(DType.INT8, 5);
        Value product = graph.add(new MatMulInteger(), x[0], w, x[2], zeros);
        Value real = graph.add(new Cast(DType.FLOAT32), product);
        Value both = graph.add(BinaryKind.MUL, scales, x[1]);
        graph.output(graph.add(BinaryKind.MUL, real, both));
        Graph after = PassAssert.rewritten(new FuseQuantizedMatMul(), graph);
        assertEquals(
                """
                %DynamicQuantizeLinear_0: uint8[2,3,8], %DynamicQuantizeLinear_0:1: float32[],\
                 %DynamicQuantizeLinear_0:2: uint8[] = DynamicQuantizeLinear[byRow=false](%x)
                %Mul_4: float32[2,3,5] = QuantizedMatMul[activation=NONE](\
                %DynamicQuantizeLinear_0, %DynamicQuantizeLinear_0:1, %DynamicQuantizeLinear_0:2,\
                 @bytes: int8[8,5], %s, %z)
                return %Mul_4
                """
                        .replace("%s", scales.constant().toString())
                        .replace("%z", zeros.constant().toString()),
                PassAssert.print(after));
    }

    @Test
    void givesMissingZeroPointsTheValueZero() {
        Value product = graph.add(new MatMulInteger(), x[0], w);
        Value real = graph.add(new Cast(DType.FLOAT32), product);
        Value both = graph.add(BinaryKind.MUL, x[1], GraphBuilder.scalar(0.5f));
        graph.output(graph.add(BinaryKind.MUL, real, both));
        Graph after = PassAssert.rewritten(new FuseQuantizedMatMul(), graph);
        PassAssert.assertOps(after, "DynamicQuantizeLinear", "ossicle.QuantizedMatMul");
    }

    @Test
    void leavesScalesThatAreAppliedOneAfterTheOther() {
        Value product = graph.add(new MatMulInteger(), x[0], w, x[2]);
        Value real = graph.add(new Cast(DType.FLOAT32), product);
        Value once = graph.add(BinaryKind.MUL, real, x[1]);
        graph.output(graph.add(BinaryKind.MUL, once, GraphBuilder.scalar(0.3f)));
        Graph after = PassAssert.rewritten(new FuseQuantizedMatMul(), graph);
        assertEquals(5, after.nodes().size());
    }

    @Test
    void leavesScalesPerRow() {
        Value product = graph.add(new MatMulInteger(), x[0], w, x[2]);
        Value real = graph.add(new Cast(DType.FLOAT32), product);
        Value rows = RandomTensors.constant("rows", random, 3, 1);
        Value both = graph.add(BinaryKind.MUL, x[1], rows);
        graph.output(graph.add(BinaryKind.MUL, real, both));
        Graph after = PassAssert.rewritten(new FuseQuantizedMatMul(), graph);
        assertEquals(5, after.nodes().size());
    }

    private Value bytes(DType dtype, long... dims) {
        return Value.ofConstant("bytes", RandomTensors.of(TensorType.of(dtype, dims), random));
    }
}
