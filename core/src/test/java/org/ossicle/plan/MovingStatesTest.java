package org.ossicle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.PlanRunner;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorAssert;
import org.ossicle.graph.Value;
import org.ossicle.graph.eval.Interpreter;
import org.ossicle.graph.op.AutoPad;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Unsqueeze;

class MovingStatesTest {
    private static final int RUNS = 100;

    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(3);

    @Test
    void cacheIsNeitherCopiedInNorOut() {
        Value fresh = graph.add(UnaryKind.TANH, graph.input("x", 2, 16));
        Value whole = graph.add(new Concat(0), graph.input("cache", 5, 16), fresh);
        Value y = graph.add(new Softmax(-1, false, false), whole);
        Plan plan = build(graph.output(y, tail(whole, 2)).build());
        assertEquals(List.of("Tanh", "Softmax"), steps(plan));
        assertEquals(2 * 16 * Float.BYTES, plan.distance(plan.states().get(0)));
        assertEquals(7 * 16 * Float.BYTES, plan.slots().get(2).bytes());
        assertEquals(5 * 16 * Float.BYTES, plan.stateBytes());
    }

    @Test
    void cachesOfLayersMoveTogether() {
        Plan plan = build(layers());
        assertEquals(List.of("Tanh", "Exp", "Softmax", "Exp", "Exp", "Softmax"), steps(plan));
        assertEquals(16 * Float.BYTES, plan.distance(plan.states().get(0)));
    }

    @Test
    void cacheOfADepthwiseConvolutionHasItsChannelsInnermost() {
        Plan plan = build(convolution(false));
        assertEquals(List.of("MatMul", "Conv", "MatMul"), steps(plan));
        assertEquals(3 * 16 * Float.BYTES, plan.distance(plan.states().get(0)));
        PlanTensor state = plan.tensor(plan.states().get(0).inputTensor());
        assertArrayEquals(new long[] {1, 16, 5}, state.dims());
        assertArrayEquals(new long[] {1, 16}, Arrays.copyOfRange(state.strides(), 1, 3));
    }

    @Test
    void runsGiveWhatTheGraphGives() {
        assertRunsLikeItsGraph(layers(), 2, 3, 4, 16);
    }

    @Test
    void runsOfAConvolutionGiveWhatTheGraphGives() {
        assertRunsLikeItsGraph(convolution(false), 1, 16, 5);
    }

    private void assertRunsLikeItsGraph(Graph built, long... state) {
        Plan plan = build(built);
        int last = built.outputs().size() - 1;
        Tensor carried = Tensor.zeros(built.inputs().get(1).type().dtype(), state);
        try (PlanRunner runner = new PlanRunner(plan)) {
            for (int run = 0; run < RUNS; run++) {
                List<Tensor> inputs = RandomTensors.inputs(built, random);
                inputs.set(1, carried);
                List<Tensor> wanted = Interpreter.run(built, inputs);
                List<Tensor> found = runner.run(inputs.subList(0, 1));
                TensorAssert.assertSame(wanted.subList(0, last), found, "run " + run);
                carried = wanted.get(last);
                TensorAssert.assertClose(carried, runner.readState(0), 0, "state " + run);
            }
        }
    }

    @Test
    void stateMovesAlthoughAStepNeedsItsNextValueDense() {
        Value x = graph.input("x", 2, 2, 16);
        Value whole = graph.add(new Concat(1), graph.input("cache", 2, 3, 16), x);
        Value next = part(whole, 1, 2, 5);
        Value y = graph.add(new Softmax(-1, false, false), next);
        Graph built = graph.output(y, next).build();
        assertEquals(2 * 16 * Float.BYTES, distance(built));
        assertRunsLikeItsGraph(built, 2, 3, 16);
    }

    @Test
    void stateMovesAlthoughAStepNeedsItDenseFirst() {
        Value x = graph.input("x", 1, 16);
        Value state = graph.input("cache", 3, 2, 16);
        List<Value> kept = new ArrayList<>();
        List<Value> outputs = new ArrayList<>();
        outputs.add(graph.add(new Softmax(-1, false, false), state));
        for (int layer = 0; layer < 2; layer++) {
            Value column = part(state, 1, layer, layer + 1);
            Value old = graph.add(new Squeeze(), column, GraphBuilder.longs(1));
            Value whole = graph.add(new Concat(0), old, x);
            outputs.add(graph.add(new Softmax(-1, false, false), whole));
            kept.add(graph.add(new Unsqueeze(), tail(whole, 1), GraphBuilder.longs(1)));
        }
        Value next = graph.add(new Concat(1), kept.get(0), kept.get(1));
        outputs.add(next);
        Graph built = graph.output(outputs.toArray(new Value[0])).build();
        assertEquals(2 * 16 * Float.BYTES, distance(built));
        assertRunsLikeItsGraph(built, 3, 2, 16);
    }

    @Test
    void stateMovesAlthoughStepsAndAnOutputTakeItsNextValue() {
        Graph layers = layers();
        Value next = layers.outputs().get(2);
        Value y = graph.add(new Softmax(-1, false, false), next);
        Graph built = graph.output(y, next).build();
        assertEquals(16 * Float.BYTES, distance(built));
        assertRunsLikeItsGraph(built, 2, 3, 4, 16);
    }

    @Test
    void cacheOfAConvolutionMovesAlthoughItIsGatheredElsewhere() {
        Graph built = convolution(true);
        assertEquals(3 * 16 * Float.BYTES, distance(built));
        assertRunsLikeItsGraph(built, 1, 16, 5);
    }

    private static long distance(Graph built) {
        Plan plan = build(built);
        return plan.distance(plan.states().get(0));
    }

    @Test
    void stateOfWhichLessIsKeptIsCopied() {
        Value whole =
                graph.add(new Concat(0), graph.input("cache", 5, 16), graph.input("x", 2, 16));
        Value head = part(whole, 0, 1, 6);
        assertCopied(graph.output(graph.add(UnaryKind.EXP, whole), head).build());
    }

    @Test
    void stateWithWhatIsNewInFrontIsCopied() {
        Value whole =
                graph.add(new Concat(0), graph.input("x", 2, 16), graph.input("cache", 5, 16));
        assertCopied(graph.output(graph.add(UnaryKind.EXP, whole), tail(whole, 2)).build());
    }

    @Test
    void stateThatWouldMoveByAnOddDistanceIsCopied() {
        Value whole =
                graph.add(new Concat(1), graph.input("cache", 16, 5), graph.input("x", 16, 2));
        Value next = part(whole, 1, 2, 7);
        assertCopied(graph.output(graph.add(UnaryKind.EXP, whole), next).build());
    }

    @Test
    void stateWhosePartsChangePlacesIsCopied() {
        Value state = graph.input("cache", 2, 3, 16);
        Value x = graph.input("x", 1, 16);
        List<Value> kept = new ArrayList<>();
        for (int layer = 0; layer < 2; layer++) {
            Value whole = graph.add(new Concat(0), layer(state, layer), x);
            kept.add(0, graph.add(new Unsqueeze(), tail(whole, 1), GraphBuilder.longs(0)));
        }
        Value next = graph.add(new Concat(0), kept.get(0), kept.get(1));
        assertCopied(graph.output(graph.add(UnaryKind.EXP, x), next).build());
    }

    @Test
    void checkerRefusesWritesOverTheStateThatIsRead() {
        Plan plan = build(layers());
        int fresh = plan.steps().get(0).outputs().get(0);
        assertRefused(plan, fresh, -16 * Float.BYTES, "an output apart from state cache");
    }

    @Test
    void checkerRefusesStatesThatMoveByAnOddDistance() {
        Plan plan = build(layers());
        int written = plan.states().get(0).outputTensor();
        assertRefused(plan, written, -Float.BYTES, "the same view, further on by a multiple of 64");
    }

    /** The plan is refused once a tensor begins so many bytes further on. */
    private static void assertRefused(Plan plan, int id, long shift, String expected) {
        List<PlanTensor> tensors = new ArrayList<>(plan.tensors());
        PlanTensor t = tensors.get(id);
        PlanTensor shifted =
                new PlanTensor(
                        id,
                        t.name(),
                        t.dtype(),
                        t.dims(),
                        t.strides(),
                        t.residence(),
                        t.slot(),
                        t.offset() + shift);
        tensors.set(id, shifted);
        Plan spoilt =
                new Plan(
                        plan.name(),
                        tensors,
                        plan.steps(),
                        plan.slots(),
                        plan.weights(),
                        plan.inputs(),
                        plan.outputs(),
                        plan.states(),
                        plan.scratchBytes());
        InvalidGraphException e =
                assertThrows(InvalidGraphException.class, () -> PlanChecker.check(spoilt));
        assertTrue(e.expected().contains(expected), e.getMessage());
    }

    /** Frames from a product through a convolution over five old ones and three new ones. */
    private Graph convolution(boolean gatheredToo) {
        Value x = graph.input("x", 1, 3, 4);
        Value state = graph.input("cache", 1, 16, 5);
        Value frames = graph.add(new MatMul(), x, RandomTensors.constant("a", random, 4, 16));
        Value turned = graph.add(new Transpose(List.of(0L, 2L, 1L)), frames);
        Value whole = graph.add(new Concat(2), state, turned);
        ConvAttributes window =
                new ConvAttributes(
                        AutoPad.NOTSET, List.of(), List.of(), List.of(), List.of(0L, 0L), 16);
        Value taps = RandomTensors.constant("taps", random, 16, 1, 6);
        Value heard = graph.add(new Conv(window), whole, taps);
        Value back = graph.add(new Transpose(List.of(0L, 2L, 1L)), heard);
        Value y = graph.add(new MatMul(), back, RandomTensors.constant("b", random, 16, 4));
        if (gatheredToo) {
            graph.output(graph.add(new Concat(0), graph.add(UnaryKind.EXP, whole), whole));
        }
        Value next = part(whole, 2, 3, 8);
        return graph.output(y, next).build();
    }

    /** Two layers with a cache [3, 4, 16] each, of which the last step along axis 1 is new. */
    private Graph layers() {
        Value x = graph.add(UnaryKind.TANH, graph.input("x", 3, 1, 16));
        Value state = graph.input("cache", 2, 3, 4, 16);
        List<Value> outputs = new ArrayList<>();
        List<Value> kept = new ArrayList<>();
        for (int layer = 0; layer < 2; layer++) {
            x = layer == 0 ? x : graph.add(UnaryKind.EXP, x);
            Value whole = graph.add(new Concat(1), layer(state, layer), x);
            Value turned = graph.add(new Transpose(List.of(1L, 0L, 2L)), whole);
            Value last =
                    graph.add(new Slice(), turned, GraphBuilder.longs(4), GraphBuilder.longs(5));
            x = graph.add(UnaryKind.EXP, graph.add(new Transpose(List.of(1L, 0L, 2L)), last));
            outputs.add(graph.add(new Softmax(-1, false, false), whole));
            Value next = part(whole, 1, 1, 5);
            kept.add(graph.add(new Unsqueeze(), next, GraphBuilder.longs(0)));
        }
        Value next = graph.add(new Concat(0), kept.get(0), kept.get(1));
        return graph.output(outputs.get(0), outputs.get(1), next).build();
    }

    private Value layer(Value state, int index) {
        return graph.add(new Squeeze(), part(state, 0, index, index + 1), GraphBuilder.longs(0));
    }

    private Value tail(Value whole, long from) {
        return part(whole, 0, from, whole.type().shape().size(0));
    }

    private Value part(Value whole, long axis, long from, long to) {
        return graph.add(
                new Slice(),
                whole,
                GraphBuilder.longs(from),
                GraphBuilder.longs(to),
                GraphBuilder.longs(axis));
    }

    private static void assertCopied(Graph graph) {
        Plan plan = build(graph);
        assertEquals(0, plan.distance(plan.states().get(0)));
        assertTrue(steps(plan).contains("Identity"));
    }

    private static Plan build(Graph graph) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < graph.outputs().size(); i++) {
            names.add("o" + i);
        }
        String next = names.get(names.size() - 1);
        List<StateBinding> states = List.of(new StateBinding("cache", next));
        Plan plan = PlanBuilder.build("test.onnx", graph, names, states);
        PlanChecker.check(plan);
        return plan;
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream().map(step -> step.op().name()).toList();
    }
}
