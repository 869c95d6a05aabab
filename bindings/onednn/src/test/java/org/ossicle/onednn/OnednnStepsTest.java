package org.ossicle.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.InterpreterProvider;
import org.ossicle.engine.PlanState;
import org.ossicle.engine.PreparedStep;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.AutoPad;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.Direction;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.plan.Plan;
import org.ossicle.tck.PlanSketch;

/** Each step that oneDNN takes over, against the interpreter. */
class OnednnStepsTest {
    private static final double TOLERANCE = 1e-5;

    private final Random random = new Random(3);
    private final PlanSketch sketch = new PlanSketch("step");

    @ParameterizedTest
    @EnumSource(Activation.class)
    void multipliesByAWeightWithBiasAndActivation(Activation activation) {
        int x = sketch.input(DType.FLOAT32, 1, 5, 24);
        int w = sketch.weight(floats(24, 40));
        int bias = sketch.weight(floats(40));
        int y = sketch.output(DType.FLOAT32, 1, 5, 40);
        checkTaken(new FusedMatMul(activation), List.of(x, w, bias), List.of(y));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void keepsNotANumber(Activation activation) {
        int x = sketch.input(DType.FLOAT32, 1, 24);
        int w = sketch.weight(floats(24, 40));
        int y = sketch.output(DType.FLOAT32, 1, 40);
        sketch.step(new FusedMatMul(activation), List.of(x, w), List.of(y));
        try (Engine engine = new OnednnEngine();
                CompiledPlan plan = engine.compile(sketch.build(), CompileOptions.DEFAULT);
                PlanState state = plan.newState()) {
            state.input(0).putFloat(0, Float.NaN);
            state.run();
            assertTrue(Float.isNaN(state.output(0).getFloat(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5,40", "5,1", "1,1", "3,1,40", "3,5,40"})
    void addsABiasOfAnyShape(String shape) {
        int x = sketch.input(DType.FLOAT32, 3, 5, 24);
        int w = sketch.weight(floats(24, 40));
        int bias = sketch.input(DType.FLOAT32, dims(shape));
        int y = sketch.output(DType.FLOAT32, 3, 5, 40);
        checkTaken(new FusedMatMul(Activation.RELU), List.of(x, w, bias), List.of(y));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7;7,3;3",
                "2,7;7;2",
                "7;7;",
                "4,2,7;4,7,3;4,2,3",
                "4,2,7;1,7,3;4,2,3",
                "1,2,7;4,7,3;4,2,3",
                "2,1,5,6;4,6,3;2,4,5,3",
                "6;4,6,3;4,3",
                "2,3,3,4,8;2,3,1,8,5;2,3,3,4,5"
            })
    void multipliesVectorsAndBatches(String shapes) {
        String[] shape = shapes.split(";", -1);
        int a = sketch.input(DType.FLOAT32, dims(shape[0]));
        int b = sketch.input(DType.FLOAT32, dims(shape[1]));
        int y = sketch.output(DType.FLOAT32, dims(shape[2]));
        checkTaken(new MatMul(), List.of(a, b), List.of(y));
    }

    @Test
    void multipliesViewsWhereTheyLie() {
        int a = sketch.input(DType.FLOAT32, 5, 4, 16);
        int heads = sketch.view(a, 4 * 2, new long[] {4, 5, 8}, new long[] {16, 64, 1});
        int turned = sketch.view(a, 0, new long[] {4, 8, 5}, new long[] {16, 1, 64});
        int y = sketch.output(DType.FLOAT32, 4, 5, 5);
        checkTaken(new MatMul(), List.of(heads, turned), List.of(y));
    }

    @Test
    void leavesPermutedOperandsOfSeveralProductsToTheInterpreter() {
        int a = sketch.input(DType.FLOAT32, 2, 3, 3, 4, 6);
        int b = sketch.input(DType.FLOAT32, 288);
        int y = sketch.output(DType.FLOAT32, 576);
        long[] strides = {144, 8, 144, 24, 1};
        int heads = sketch.view(b, 0, new long[] {2, 3, 1, 6, 8}, strides);
        long[] turned = {288, 24, 8, 72, 1};
        int rows = sketch.view(y, 0, new long[] {2, 3, 3, 4, 8}, turned);
        sketch.step(new MatMul(), List.of(a, heads), List.of(rows));
        assertNull(prepare(sketch.build()));
        compare(sketch.build());
    }

    @Test
    void multipliesABatchByOnePermutedWeight() {
        int a = sketch.input(DType.FLOAT32, 3, 2, 4, 6);
        int w = sketch.weight(floats(96));
        int b = sketch.view(w, 0, new long[] {2, 6, 8}, new long[] {8, 16, 1});
        int y = sketch.output(DType.FLOAT32, 3, 2, 4, 8);
        checkTaken(new MatMul(), List.of(a, b), List.of(y));
    }

    @Test
    void readsWeightsTransposedAndFromTheMiddle() {
        int x = sketch.input(DType.FLOAT32, 3, 6);
        int w = sketch.weight(floats(11, 6));
        int part = sketch.view(w, 6 * 4, new long[] {6, 9}, new long[] {1, 6});
        int y = sketch.output(DType.FLOAT32, 3, 9);
        checkTaken(new MatMul(), List.of(x, part), List.of(y));
    }

    @Test
    void readsAndWritesStatesOfEvenAndOddRuns() {
        int state = sketch.state(DType.FLOAT32, 2, 6);
        int w = sketch.weight(floats(6, 6));
        int bias = sketch.weight(floats(6));
        int y = sketch.output(DType.FLOAT32, 2, 6);
        sketch.step(new FusedMatMul(Activation.TANH), List.of(state, w, bias), List.of(y));
        checkTaken(new FusedMatMul(Activation.TANH), List.of(state, w, bias), List.of(state + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UINT8,INT8", "UINT8,UINT8", "INT8,INT8"})
    void multipliesBytesWithZeroPointsAndScales(String types) {
        DType typeA = DType.valueOf(types.split(",")[0]);
        DType typeB = DType.valueOf(types.split(",")[1]);
        int a = sketch.input(typeA, 4, 5, 32);
        int scaleA = sketch.input(DType.FLOAT32);
        int zeroA = sketch.input(typeA);
        int b = sketch.weight(bytes(typeB, 32, 24));
        int scaleB = sketch.weight(floats(24));
        int zeroB = sketch.weight(Tensor.zeros(typeB, 24));
        int bias = sketch.weight(floats(24));
        int y = sketch.output(DType.FLOAT32, 4, 5, 24);
        checkTaken(
                new QuantizedMatMul(Activation.RELU),
                List.of(a, scaleA, zeroA, b, scaleB, zeroB, bias),
                List.of(y));
    }

    @Test
    void subtractsTheZeroPointOfAWeight() {
        int a = sketch.input(DType.UINT8, 5, 32);
        int scale = sketch.input(DType.FLOAT32);
        int zeroA = sketch.input(DType.UINT8);
        int b = sketch.weight(bytes(DType.INT8, 32, 24));
        int zeroB = sketch.weight(bytes(DType.INT8));
        int y = sketch.output(DType.FLOAT32, 5, 24);
        checkTaken(
                new QuantizedMatMul(Activation.NONE),
                List.of(a, scale, zeroA, b, scale, zeroB),
                List.of(y));
    }

    @Test
    void convolvesSequencesWithUnevenPadding() {
        int x = sketch.input(DType.FLOAT32, 1, 6, 17);
        int w = sketch.weight(floats(4, 6, 5));
        int bias = sketch.weight(floats(4));
        int y = sketch.output(DType.FLOAT32, 1, 4, 8);
        ConvAttributes window = window(List.of(2L), List.of(2L), List.of(4L, 3L), 1);
        checkTaken(new FusedConv(window, Activation.SIGMOID), List.of(x, w, bias), List.of(y));
    }

    @Test
    void convolvesGroupsOfPictures() {
        int x = sketch.input(DType.FLOAT32, 2, 6, 9, 8);
        int w = sketch.weight(floats(9, 2, 3, 3));
        int y = sketch.output(DType.FLOAT32, 2, 9, 9, 4);
        ConvAttributes window =
                window(List.of(1L, 2L), List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), 3);
        checkTaken(new Conv(window), List.of(x, w), List.of(y));
    }

    @ParameterizedTest
    @EnumSource(
            value = Direction.class,
            names = {"FORWARD", "REVERSE"})
    void runsAnLstm(Direction direction) {
        int x = sketch.input(DType.FLOAT32, 4, 2, 6);
        int w = sketch.weight(floats(1, 32, 6));
        int r = sketch.weight(floats(1, 32, 8));
        int b = sketch.weight(floats(1, 64));
        int h = sketch.state(DType.FLOAT32, 1, 2, 8);
        int c = sketch.state(DType.FLOAT32, 1, 2, 8);
        int y = sketch.output(DType.FLOAT32, 4, 1, 2, 8);
        checkTaken(lstm(direction), List.of(x, w, r, b, -1, h, c), List.of(y, h + 1, c + 1));
    }

    @Test
    void runsAnLstmFromZeroForItsLastStateOnly() {
        int x = sketch.input(DType.FLOAT32, 4, 1, 6);
        int w = sketch.weight(floats(1, 32, 6));
        int r = sketch.weight(floats(1, 32, 8));
        int last = sketch.output(DType.FLOAT32, 1, 1, 8);
        checkTaken(lstm(Direction.FORWARD), List.of(x, w, r), List.of(-1, last, -1));
    }

    @Test
    void leavesWhatItCannotDoToTheInterpreter() {
        int x = sketch.input(DType.FLOAT64, 3, 3);
        int y = sketch.output(DType.FLOAT64, 3, 3);
        sketch.step(new MatMul(), List.of(x, x), List.of(y));
        assertNull(prepare(sketch.build()));
        compare(sketch.build());
    }

    @Test
    void countsPackedWeightsOnce() {
        int x = sketch.input(DType.FLOAT32, 3, 64);
        int w = sketch.weight(floats(64, 64));
        int y = sketch.output(DType.FLOAT32, 3, 64);
        sketch.step(new MatMul(), List.of(x, w), List.of(y));
        assertEquals(64 * 64 * Float.BYTES, residentWeightBytes(sketch.build()));
    }

    @Test
    void holdsAWeightOnceForAllItsSteps() {
        int x = sketch.input(DType.FLOAT32, 3, 64);
        int w = sketch.weight(floats(64, 96));
        int left = sketch.view(w, 0, new long[] {64, 64}, new long[] {96, 1});
        int right = sketch.view(w, 32 * Float.BYTES, new long[] {64, 64}, new long[] {96, 1});
        int again = sketch.view(w, 0, new long[] {64, 64}, new long[] {96, 1});
        int bias = sketch.weight(floats(64));
        for (int part : List.of(left, right, left, again, right)) {
            int y = sketch.output(DType.FLOAT32, 3, 64);
            sketch.step(new FusedMatMul(Activation.NONE), List.of(x, part, bias), List.of(y));
        }
        long packed = 2 * 64 * 64 + 64;
        assertEquals(packed * Float.BYTES, residentWeightBytes(sketch.build()));
        compare(sketch.build());
    }

    @Test
    void holdsTheWeightsOfAnLstmOnceForAllItsSteps() {
        Plan twice = lstms(2);
        assertEquals(residentWeightBytes(lstms(1)), residentWeightBytes(twice));
        compare(twice);
    }

    private Plan lstms(int steps) {
        PlanSketch lstms = new PlanSketch("lstms");
        int x = lstms.input(DType.FLOAT32, 4, 1, 6);
        int w = lstms.weight(floats(1, 32, 6));
        int r = lstms.weight(floats(1, 32, 8));
        int b = lstms.weight(floats(1, 64));
        for (int i = 0; i < steps; i++) {
            int last = lstms.output(DType.FLOAT32, 1, 1, 8);
            lstms.step(lstm(Direction.FORWARD), List.of(x, w, r, b), List.of(-1, last, -1));
        }
        return lstms.build();
    }

    private static long residentWeightBytes(Plan plan) {
        try (Engine engine = new OnednnEngine();
                CompiledPlan compiled = engine.compile(plan, CompileOptions.DEFAULT)) {
            return compiled.residentWeightBytes();
        }
    }

    private static Lstm lstm(Direction direction) {
        return new Lstm(8, direction, Lstm.defaultActivations(direction), 0, false, false);
    }

    private static ConvAttributes window(
            List<Long> strides, List<Long> dilations, List<Long> pads, long group) {
        return new ConvAttributes(AutoPad.NOTSET, List.of(), strides, dilations, pads, group);
    }

    private static long[] dims(String text) {
        return text.isEmpty()
                ? new long[0]
                : List.of(text.split(",")).stream().mapToLong(Long::parseLong).toArray();
    }

    private Tensor floats(long... dims) {
        Tensor tensor = Tensor.zeros(DType.FLOAT32, dims);
        fill(tensor);
        return tensor;
    }

    private Tensor bytes(DType type, long... dims) {
        Tensor tensor = Tensor.zeros(type, dims);
        fill(tensor);
        return tensor;
    }

    private void fill(Tensor tensor) {
        for (int i = 0; i < tensor.elements(); i++) {
            if (tensor.dtype().isFloat()) {
                tensor.setDouble(i, random.nextGaussian());
            } else {
                tensor.setLong(i, random.nextInt(256));
            }
        }
    }

    private void checkTaken(Operator op, List<Integer> inputs, List<Integer> outputs) {
        sketch.step(op, inputs, outputs);
        Plan plan = sketch.build();
        PreparedStep step = prepare(plan);
        assertNotNull(step, "left to the interpreter");
        step.close();
        compare(plan);
    }

    private static PreparedStep prepare(Plan plan) {
        List<Tensor> weights = plan.weights().stream().map(Constant::load).toList();
        int last = plan.steps().size() - 1;
        return new OnednnSteps(Dnnl.cpu()).prepare(plan, plan.steps().get(last), weights);
    }

    private void compare(Plan plan) {
        try (Engine oneDnn = new OnednnEngine();
                Engine interpreter = new InterpreterProvider().open();
                CompiledPlan found = oneDnn.compile(plan, CompileOptions.DEFAULT);
                CompiledPlan expected = interpreter.compile(plan, CompileOptions.DEFAULT);
                PlanState ours = found.newState();
                PlanState oracle = expected.newState()) {
            for (int run = 0; run < 3; run++) {
                for (int i = 0; i < plan.inputs().size(); i++) {
                    var type = plan.tensor(plan.inputs().get(i));
                    Tensor values = Tensor.zeros(type.dtype(), type.dims());
                    fill(values);
                    ours.input(i).put(0, values.data(), 0, (int) values.byteSize());
                    oracle.input(i).put(0, values.data(), 0, (int) values.byteSize());
                }
                ours.run();
                oracle.run();
                for (int i = 0; i < plan.outputs().size(); i++) {
                    assertClose(oracle.output(i), ours.output(i), "run " + run);
                }
                for (int i = 0; i < plan.states().size(); i++) {
                    assertClose(state(plan, oracle, i), state(plan, ours, i), "state " + i);
                }
            }
        }
    }

    private static ByteBuffer state(Plan plan, PlanState state, int i) {
        long bytes = plan.tensor(plan.states().get(i).inputTensor()).byteSize();
        ByteBuffer copy = ByteBuffer.allocate((int) bytes).order(java.nio.ByteOrder.nativeOrder());
        state.readState(i, copy);
        return copy.flip();
    }

    private static void assertClose(ByteBuffer expected, ByteBuffer found, String where) {
        List<Float> wanted = new ArrayList<>();
        double magnitude = 1;
        for (int i = 0; i < expected.capacity(); i += Float.BYTES) {
            wanted.add(expected.getFloat(i));
            magnitude = Math.max(magnitude, Math.abs(expected.getFloat(i)));
        }
        for (int i = 0; i < wanted.size(); i++) {
            double error = Math.abs(wanted.get(i) - found.getFloat(i * Float.BYTES));
            int place = i;
            assertTrue(error <= TOLERANCE * magnitude, () -> where + ", element " + place);
        }
    }
}
