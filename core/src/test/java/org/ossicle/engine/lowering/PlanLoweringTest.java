package org.ossicle.engine.lowering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.ArgReduce;
import org.ossicle.graph.op.AutoPad;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Hardmax;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.PadMode;
import org.ossicle.graph.op.Pool;
import org.ossicle.graph.op.PoolKind;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.Trilu;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.plan.PlanBuilder;
import org.ossicle.plan.RandomGraphs;
import org.ossicle.plan.StateBinding;

class PlanLoweringTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(3);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void programsOfRandomGraphsKeepTheRules(long seed) {
        Random random = new Random(seed);
        Graph built = RandomGraphs.next(random, 30);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < built.outputs().size(); i++) {
            names.add("o" + i);
        }
        StateBinding state = new StateBinding("s", names.get(names.size() - 1));
        ProgramText text =
                new ProgramText(
                        PlanLowering.lower(
                                PlanBuilder.build("random", built, names, List.of(state))));
        text.check();
        assertEquals(1, text.states.size());
        assertEquals(1, text.states.get(0).get(0).residence());
        assertEquals(2, text.inputs.size());
        assertEquals(names.size() - 1, text.outputs.size());
    }

    @Test
    void operandsThatBroadcastRepeatByStrideZero() {
        Value x = graph.input("x", 2, 3, 4);
        Value y = graph.add(BinaryKind.SUB, x, RandomTensors.constant("c", random, 3, 1));
        ProgramText.Instruction step = only(graph.output(y));
        assertEquals("4[1]", step.toString());
        assertArrayEquals(new long[] {2, 3, 4}, step.inputs().get(1).dims());
        assertArrayEquals(new long[] {0, 1, 0}, step.inputs().get(1).strides());
    }

    @Test
    void productsBroadcastBatchesAndBias() {
        Value x = graph.input("x", 5, 2, 8);
        Value w = RandomTensors.constant("w", random, 8, 3);
        Value bias = RandomTensors.constant("b", random, 3);
        Value y = graph.add(new FusedMatMul(Activation.TANH), x, w, bias);
        ProgramText.Instruction step = only(graph.output(y));
        assertEquals("9[3]", step.toString());
        assertArrayEquals(new long[] {5, 8, 3}, step.inputs().get(1).dims());
        assertArrayEquals(new long[] {0, 3, 1}, step.inputs().get(1).strides());
        assertArrayEquals(new long[] {5, 2, 3}, step.inputs().get(2).dims());
        assertArrayEquals(new long[] {0, 0, 1}, step.inputs().get(2).strides());
    }

    @ParameterizedTest
    @CsvSource({"NONE,0", "RELU,1", "SIGMOID,2", "TANH,3", "SILU,4", "GELU_ERF,5", "GELU_TANH,6"})
    void activationsHaveTheNumbersOfTheFormat(Activation activation, int number) {
        Value x = graph.input("x", 2, 8);
        Value w = RandomTensors.constant("w", random, 8, 3);
        graph.output(graph.add(new FusedMatMul(activation), x, w));
        assertEquals("9[" + number + "]", program(graph).instructions.get(0).toString());
    }

    @Test
    void batchesOfWeightsAreMultipliedOneByOne() {
        Value x = graph.input("x", 2, 3, 5, 8);
        Value w = RandomTensors.constant("w", random, 3, 8, 4);
        Value bias = RandomTensors.constant("b", random, 3, 1, 4);
        graph.output(graph.add(new FusedMatMul(Activation.NONE), x, w, bias));
        ProgramText text = program(graph);
        text.check();
        assertEquals(3, text.instructions.size());
        ProgramText.Instruction last = text.instructions.get(2);
        assertArrayEquals(new long[] {2, 1, 8, 4}, last.inputs().get(1).dims());
        assertEquals(2 * 5 * 8 * 4, last.inputs().get(0).offset());
        assertEquals(2 * 5 * 4 * 4, last.outputs().get(0).offset());
        assertArrayEquals(new long[] {2, 1, 5, 4}, last.inputs().get(2).dims());
    }

    @Test
    void vectorsBecomeMatrices() {
        Value y = graph.add(new MatMul(), graph.input("x", 8), graph.input("w", 4, 8, 3));
        ProgramText.Instruction row = only(graph.output(y));
        assertArrayEquals(new long[] {4, 1, 8}, row.inputs().get(0).dims());
        assertArrayEquals(new long[] {4, 1, 3}, row.outputs().get(0).dims());
        assertNull(row.inputs().get(2));
    }

    @Test
    void vectorOnTheRightBecomesAColumn() {
        Value bias = RandomTensors.constant("b", random, 4);
        Value y =
                graph.add(
                        new FusedMatMul(Activation.NONE),
                        graph.input("x", 4, 8),
                        graph.input("w", 8),
                        bias);
        ProgramText.Instruction column = only(graph.output(y));
        assertArrayEquals(new long[] {8, 1}, column.inputs().get(1).dims());
        assertArrayEquals(new long[] {4, 1}, column.outputs().get(0).dims());
        assertArrayEquals(new long[] {4, 1}, column.inputs().get(2).dims());
    }

    @Test
    void reducedAxesComeBackAsOnes() {
        Value x = graph.input("x", 2, 3, 4);
        Reduce mean = new Reduce(ReduceKind.MEAN, false, false);
        Value y = graph.add(mean, x, GraphBuilder.longs(0, -1));
        ProgramText.Instruction step = only(graph.output(y));
        assertEquals("7[1, 5]", step.toString());
        assertArrayEquals(new long[] {1, 3, 1}, step.outputs().get(0).dims());
    }

    @Test
    void argMaxKeepsItsAxis() {
        Value y = graph.add(new ArgReduce(true, -1, false, true), graph.input("x", 2, 9));
        ProgramText.Instruction step = only(graph.output(y));
        assertEquals("23[1, 1, 1]", step.toString());
        assertArrayEquals(new long[] {2, 1}, step.outputs().get(0).dims());
    }

    @Test
    void flattenedSoftmaxRunsOverAllLaterAxes() {
        Value y = graph.add(new Softmax(1, true, true), graph.input("x", 2, 3, 4));
        ProgramText.Instruction step = only(graph.output(y));
        assertEquals("8[1, 1]", step.toString());
        assertArrayEquals(new long[] {2, 12}, step.inputs().get(0).dims());
    }

    @Test
    void knownBoundsOfClipAreAttributes() {
        Value x = graph.input("x", 5);
        Value y = graph.add(new Clip(), x, null, GraphBuilder.scalar(6));
        long least = Double.doubleToLongBits(Double.NEGATIVE_INFINITY);
        long most = Double.doubleToLongBits(6);
        assertEquals("3[17, " + least + ", " + most + "]", only(graph.output(y)).toString());
    }

    @Test
    void boundsOfIntegersAreOperands() {
        Value x = graph.input("x", DType.INT64, 5);
        Value least = Value.ofConstant("least", Tensor.ofLongs(new long[0], 1L << 60));
        assertEquals(List.of("4[5]"), lower(graph.output(graph.add(new Clip(), x, least))));
    }

    @Test
    void constantPaddingIsAFillAndACopy() {
        Value x = graph.input("x", 3, 4);
        Value pads = GraphBuilder.longs(1, -1, 0, 2);
        Value y = graph.add(new Pad(PadMode.CONSTANT), x, pads, GraphBuilder.scalar(2.5f));
        ProgramText text = program(graph.output(y));
        text.check();
        long bits = Float.floatToRawIntBits(2.5f);
        assertEquals("2[" + bits + "]", text.instructions.get(0).toString());
        ProgramText.Instruction copy = text.instructions.get(1);
        assertArrayEquals(new long[] {3, 3}, copy.inputs().get(0).dims());
        assertEquals(4, copy.inputs().get(0).offset());
        assertEquals(5 * 4, copy.outputs().get(0).offset());
    }

    @Test
    void reflectingPaddingIsOneInstruction() {
        Value y =
                graph.add(
                        new Pad(PadMode.REFLECT),
                        graph.input("x", 3, 4),
                        GraphBuilder.longs(0, 1, 0, 2));
        assertEquals(List.of("24[1, 0, 1, 0, 2]"), lower(graph.output(y)));
    }

    @Test
    void tilingIsOneCopy() {
        Value y = graph.add(new Tile(), graph.input("x", 3, 4), GraphBuilder.longs(2, 1));
        ProgramText.Instruction step = only(graph.output(y));
        assertEquals("1[]", step.toString());
        assertArrayEquals(new long[] {2, 3, 4}, step.inputs().get(0).dims());
        assertArrayEquals(new long[] {0, 4, 1}, step.inputs().get(0).strides());
        assertArrayEquals(new long[] {12, 4, 1}, step.outputs().get(0).strides());
    }

    @Test
    void automaticPaddingOfConvolutionsIsWorkedOut() {
        ConvAttributes same =
                new ConvAttributes(
                        AutoPad.SAME_UPPER, List.of(), List.of(2L), List.of(), List.of(), 2);
        Value x = graph.input("x", 1, 4, 9);
        Value y = graph.add(new Conv(same), x, RandomTensors.constant("w", random, 6, 2, 4));
        assertEquals(List.of("15[0, 2, 1, 2, 1, 1, 2]"), lower(graph.output(y)));
    }

    @Test
    void realAttributesAreBitsOfDoubles() {
        Value y = graph.add(new Swoosh(1, 0.25f, 0.5f), graph.input("x", 4));
        assertEquals(
                "31["
                        + Double.doubleToLongBits(1)
                        + ", "
                        + Double.doubleToLongBits(0.25)
                        + ", "
                        + Double.doubleToLongBits(0.5)
                        + "]",
                only(graph.output(y)).toString());
    }

    @Test
    void biasNormTakesItsBias() {
        Value bias = RandomTensors.constant("bias", random, 4);
        Value y = graph.add(new BiasNorm(0.25f), graph.input("x", 2, 4), bias);
        ProgramText.Instruction step = only(graph.output(y));
        assertEquals("33[" + Double.doubleToLongBits(0.25) + "]", step.toString());
        assertEquals(2, step.inputs().size());
    }

    @Test
    void masksOfASoftmaxRepeatByStridesOfZero() {
        Value flags = graph.input("flags", DType.BOOL, 2, 1, 8);
        MaskedSoftmax op = new MaskedSoftmax(false, -0.5f, true);
        Value y = graph.add(op, graph.input("x", 2, 3, 8), flags);
        ProgramText.Instruction step = only(graph.output(y));
        assertEquals("8[2, 0, " + Double.doubleToLongBits(-0.5) + ", 1]", step.toString());
        assertArrayEquals(new long[] {8, 0, 1}, step.inputs().get(1).strides());
    }

    @Test
    void addedMasksOfASoftmaxTakeNoMoreAttributes() {
        MaskedSoftmax op = new MaskedSoftmax(true, 0, false);
        Value y = graph.add(op, graph.input("x", 3, 8), graph.input("mask", 8));
        assertEquals("8[1, 1]", only(graph.output(y)).toString());
    }

    @Test
    void everyStepThatHasNoInstructionIsListed() {
        Value x = graph.input("x", 4, 4);
        Value half = graph.input("half", DType.FLOAT16, 4);
        ConvAttributes window =
                new ConvAttributes(AutoPad.NOTSET, List.of(2L), List.of(), List.of(), List.of(), 1);
        Pool pool = new Pool(PoolKind.MAX, window, false, false, false, false);
        graph.output(
                graph.add(new Trilu(true), x),
                graph.add(new Hardmax(-1, false), x),
                graph.add(UnaryKind.EXP, half),
                graph.add(pool, graph.input("bytes", DType.UINT8, 1, 1, 4)));
        UnsupportedOperatorException e =
                assertThrows(UnsupportedOperatorException.class, () -> program(graph));
        assertEquals(4, e.operators().size(), e.getMessage());
        assertEquals("Exp (Exp_2: FLOAT16 arithmetic)", e.operators().get(2));
    }

    private List<String> lower(GraphBuilder builder) {
        ProgramText text = program(builder);
        text.check();
        return text.instructions.stream().map(ProgramText.Instruction::toString).toList();
    }

    private ProgramText.Instruction only(GraphBuilder builder) {
        ProgramText text = program(builder);
        text.check();
        assertEquals(1, text.instructions.size());
        return text.instructions.get(0);
    }

    private static ProgramText program(GraphBuilder builder) {
        Graph built = builder.build();
        List<String> names = built.outputs().stream().map(Value::name).toList();
        return new ProgramText(
                PlanLowering.lower(PlanBuilder.build("test", built, names, List.of())));
    }
}
