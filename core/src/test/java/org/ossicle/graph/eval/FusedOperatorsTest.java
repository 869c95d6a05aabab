package org.ossicle.graph.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.ossicle.graph.DType;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.AutoPad;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.DequantizeLinear;
import org.ossicle.graph.op.Direction;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.DynamicQuantizeLstm;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.StridedView;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/** Operators of our own compute what their decompositions do. */
class FusedOperatorsTest {
    private final Random random = new Random(1);

    private Tensor floats(long... dims) {
        Tensor tensor = Tensor.zeros(DType.FLOAT32, dims);
        for (int i = 0; i < tensor.elements(); i++) {
            tensor.setDouble(i, random.nextGaussian());
        }
        return tensor;
    }

    private Tensor bytes(DType type, long... dims) {
        Tensor tensor = Tensor.zeros(type, dims);
        for (int i = 0; i < tensor.elements(); i++) {
            tensor.setLong(i, random.nextInt(256));
        }
        return tensor;
    }

    private static Tensor run(Operator op, Tensor... inputs) {
        return Interpreter.evaluate(op, inputs, 1)[0];
    }

    private static Tensor binary(BinaryKind kind, Tensor a, Tensor b) {
        return run(new Binary(kind), a, b);
    }

    private static void assertClose(Tensor expected, Tensor found, double allowed) {
        assertEquals(expected.type(), found.type());
        for (int i = 0; i < expected.elements(); i++) {
            assertEquals(expected.getDouble(i), found.getDouble(i), allowed, "element " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void fusedMatMulAddsBiasAndActivates(Activation activation) {
        Tensor a = floats(2, 3, 5);
        Tensor b = floats(5, 4);
        Tensor bias = floats(4);
        Tensor sum = binary(BinaryKind.ADD, run(new MatMul(), a, b), bias);
        Tensor expected = run(Unary.of(activation.function()), sum);
        assertClose(expected, run(new FusedMatMul(activation), a, b, bias), 0);
    }

    @Test
    void fusedConvActivates() {
        ConvAttributes window =
                new ConvAttributes(
                        AutoPad.SAME_LOWER, List.of(), List.of(2L), List.of(), List.of(), 2);
        Tensor x = floats(2, 4, 7);
        Tensor w = floats(6, 2, 3);
        Tensor expected = run(Unary.of(UnaryKind.RELU), run(new Conv(window), x, w));
        assertClose(expected, run(new FusedConv(window, Activation.RELU), x, w), 0);
    }

    @Test
    void quantizedMatMulScalesIntegerProducts() {
        Tensor a = bytes(DType.UINT8, 3, 2, 6);
        Tensor zeroA = bytes(DType.UINT8);
        Tensor b = bytes(DType.INT8, 6, 4);
        Tensor zeroB = bytes(DType.INT8, 4);
        Tensor scaleA = floats();
        Tensor scaleB = floats(4);
        Tensor bias = floats(4);
        Tensor product = run(new Cast(DType.FLOAT32), run(new MatMulInteger(), a, b, zeroA, zeroB));
        Tensor scale = binary(BinaryKind.MUL, scaleA, scaleB);
        Tensor sum = binary(BinaryKind.ADD, binary(BinaryKind.MUL, product, scale), bias);
        Tensor expected = run(Unary.of(UnaryKind.SIGMOID), sum);
        Tensor found =
                run(
                        new QuantizedMatMul(Activation.SIGMOID),
                        a,
                        scaleA,
                        zeroA,
                        b,
                        scaleB,
                        zeroB,
                        bias);
        assertClose(expected, found, 0);
    }

    @Test
    void swooshIsASoftplusLessALine() {
        Tensor x = Tensor.ofFloats(new long[] {5}, -200, -1, 0, 4, 200);
        Tensor y = run(new Swoosh(4, 0.08f, 0.035f), x);
        for (int i = 0; i < x.elements(); i++) {
            double value = x.getDouble(i);
            double softplus = value > 100 ? value - 4 : Math.log(1 + Math.exp(value - 4));
            assertEquals(softplus - 0.08f * value - 0.035f, y.getDouble(i), 1e-5);
        }
    }

    @Test
    void biasNormDividesByTheRootOfAMeanSquare() {
        Tensor x = floats(2, 3, 8);
        Tensor bias = floats(8);
        Tensor centred = binary(BinaryKind.SUB, x, bias);
        Tensor squares = binary(BinaryKind.MUL, centred, centred);
        Reduce mean = new Reduce(ReduceKind.MEAN, true, false);
        Tensor means = run(mean, squares, Tensor.ofLongs(new long[] {1}, -1));
        Tensor power = binary(BinaryKind.POW, means, Tensor.ofFloats(new long[0], -0.5f));
        Tensor factor = binary(BinaryKind.MUL, power, Tensor.ofFloats(new long[0], 0.3f));
        Tensor expected = binary(BinaryKind.MUL, x, factor);
        assertClose(expected, run(new BiasNorm(0.3f), x, bias), 1e-6);
    }

    @Test
    void stridedViewReadsEvenlySpacedElements() {
        Tensor x = Tensor.ofLongs(new long[] {2, 3}, 0, 1, 2, 3, 4, 5);
        Tensor shifted = run(new StridedView(List.of(2L, 3L), List.of(-1L, 1L), 2), x);
        assertEquals(
                List.of(2L, 3L, 4L, 1L, 2L, 3L),
                java.util.Arrays.stream(shifted.toLongs()).boxed().toList());
    }

    /** Weights and inputs that quantise without loss give what the real layer gives. */
    @Test
    void dynamicQuantizeLstmIsAnLstmWithRoundedOperands() {
        long hidden = 3;
        Direction both = Direction.BIDIRECTIONAL;
        Lstm lstm = new Lstm(hidden, both, Lstm.defaultActivations(both), 0, false, false);
        Tensor x = floats(1, 1, 5);
        Tensor w = bytes(DType.INT8, 2, 5, 12);
        Tensor r = bytes(DType.UINT8, 2, 3, 12);
        Tensor bias = floats(2, 24);
        Tensor scaleW = Tensor.ofFloats(new long[] {2}, 0.01f, 0.02f);
        Tensor zeroW = bytes(DType.INT8, 2);
        Tensor scaleR = Tensor.ofFloats(new long[] {2}, 0.01f, 0.02f);
        Tensor zeroR = bytes(DType.UINT8, 2);
        Tensor[] quantized = Interpreter.evaluate(new DynamicQuantizeLinear(), new Tensor[] {x}, 3);
        Tensor rounded = run(new DequantizeLinear(0, 0), quantized[0], quantized[1], quantized[2]);
        Tensor expected =
                run(
                        lstm,
                        rounded,
                        run(new Transpose(List.of(0L, 2L, 1L)), dequantized(w, scaleW, zeroW)),
                        run(new Transpose(List.of(0L, 2L, 1L)), dequantized(r, scaleR, zeroR)),
                        bias);
        Tensor found =
                run(
                        new DynamicQuantizeLstm(lstm),
                        x,
                        w,
                        r,
                        bias,
                        null,
                        null,
                        null,
                        null,
                        scaleW,
                        zeroW,
                        scaleR,
                        zeroR);
        assertClose(expected, found, 1e-6);
    }

    private static Tensor dequantized(Tensor x, Tensor scale, Tensor zero) {
        return run(new DequantizeLinear(0, 0), x, scale, zero);
    }
}
