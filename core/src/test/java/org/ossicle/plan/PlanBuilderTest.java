package org.ossicle.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.StridedView;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;

class PlanBuilderTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);

    @Test
    void viewsOfViewsNeedNoStep() {
        Value x = graph.input("x", 4, 6);
        Value y = graph.add(new Transpose(List.of(1L, 0L)), x);
        y = graph.add(new Slice(), y, GraphBuilder.longs(1), GraphBuilder.longs(3));
        y = graph.add(new Reshape(true), y, GraphBuilder.longs(2, 2, 2));
        assertEquals(List.of("Exp"), steps(graph.output(graph.add(UnaryKind.EXP, y)).build()));
    }

    @Test
    void denseTakersGetOneCopy() {
        Value x = graph.input("x", 4, 6);
        Value turned = graph.add(new Transpose(List.of(1L, 0L)), x);
        Value a = graph.add(new Softmax(1, false, false), turned);
        Value b = graph.add(new Softmax(0, false, false), turned);
        Graph built = graph.output(a, b).build();
        assertEquals(List.of("Identity", "Softmax", "Softmax"), steps(built));
    }

    @Test
    void productWritesInTheOrderItsDenseTakerReads() {
        Value x = graph.input("x", 4, 16, 8);
        Value product = graph.add(new MatMul(), x, RandomTensors.constant("w", random, 8, 12));
        Value turned = graph.add(new Transpose(List.of(1L, 0L, 2L)), product);
        Value rows = graph.add(new Reshape(true), turned, GraphBuilder.longs(16, 48));
        Value[] bytes = graph.add(new DynamicQuantizeLinear(), 3, rows);
        Graph built = graph.output(bytes).build();
        assertEquals(List.of("MatMul", "DynamicQuantizeLinear"), steps(built));
    }

    @Test
    void partsAreComputedWhereTheyAreGathered() {
        Value x = graph.input("x", 3, 4);
        Value cache = graph.input("cache", 3, 2);
        Value part = graph.add(UnaryKind.TANH, x);
        Value whole = graph.add(new Concat(1), cache, part);
        Value y = graph.add(new Softmax(-1, false, false), whole);
        assertEquals(List.of("Tanh", "Identity", "Softmax"), steps(graph.output(y).build()));
    }

    @Test
    void partComputedFromItsNeighbourGoesAside() {
        Value x = graph.input("x", 3, 4);
        Value first = graph.add(UnaryKind.TANH, x);
        Value second = graph.add(UnaryKind.EXP, first);
        Graph built = graph.output(graph.add(new Concat(1), first, second)).build();
        assertEquals(List.of("Tanh", "Exp", "Identity"), steps(built));
    }

    @Test
    void outputsAreWrittenInPlaceThroughReshapes() {
        Value x = graph.input("x", 3, 4);
        Value y = graph.add(UnaryKind.TANH, x);
        Value flat = graph.add(new Reshape(true), y, GraphBuilder.longs(12));
        Plan plan = build(graph.output(flat).build());
        assertEquals(1, plan.steps().size());
        assertEquals(0, plan.scratchBytes());
    }

    @Test
    void outputsThatAreInputsConstantsOrTwiceAreCopied() {
        Value x = graph.input("x", 3, 4);
        Value y = graph.add(UnaryKind.TANH, x);
        Value c = RandomTensors.constant("c", random, 2);
        assertEquals(
                List.of("Tanh", "Identity", "Identity", "Identity"),
                steps(graph.output(x, c, y, y).build()));
    }

    @Test
    void stepsKeepOffAnInputThatTheyReadTwiceInDifferentRoles() {
        Value y = graph.add(UnaryKind.EXP, graph.input("x", 3, 4));
        Value shares = graph.add(new MaskedSoftmax(false, 0, false), y, y);
        Plan plan = build(graph.output(graph.add(UnaryKind.NEG, shares)).build());
        Step softmax = plan.steps().get(1);
        PlanTensor read = plan.tensor(softmax.inputs().get(0));
        assertNotEquals(read.offset(), plan.tensor(softmax.outputs().get(0)).offset());
    }

    @Test
    void elementwiseStepsReuseTheBytesOfADyingInput() {
        Value x = graph.input("x", 1000);
        Value y = graph.add(UnaryKind.EXP, x);
        for (int i = 0; i < 5; i++) {
            y = graph.add(BinaryKind.ADD, y, GraphBuilder.scalar(1));
        }
        y = graph.add(new Softmax(0, false, false), y);
        Value[] bytes = graph.add(new DynamicQuantizeLinear(), 3, y);
        Plan plan = build(graph.output(bytes).build());
        assertEquals(ArenaPlanner.aligned(4000), plan.scratchBytes());
    }

    @Test
    void inputStaysWhileALaterStepReadsIt() {
        Value x = graph.input("x", 1000);
        Value y = graph.add(UnaryKind.EXP, x);
        Value z = graph.add(UnaryKind.TANH, y);
        Plan plan = build(graph.output(graph.add(BinaryKind.ADD, y, z)).build());
        assertEquals(2 * ArenaPlanner.aligned(4000), plan.scratchBytes());
    }

    @Test
    void inputReadInTwoOrdersIsNotOverwritten() {
        Value x = graph.input("x", 16, 16);
        Value y = graph.add(UnaryKind.EXP, x);
        Value turned = graph.add(new Transpose(List.of(1L, 0L)), y);
        Value sum = graph.add(BinaryKind.ADD, y, turned);
        Value[] bytes = graph.add(new DynamicQuantizeLinear(), 3, sum);
        assertEquals(2048, build(graph.output(bytes).build()).scratchBytes());
    }

    @Test
    void shiftByPositionIsAView() {
        Value scores = graph.input("scores", 2, 4, 11);
        StridedView shift = new StridedView(List.of(2L, 4L, 8L), List.of(44L, 10L, 1L), 3);
        Value y = graph.add(shift, graph.add(UnaryKind.EXP, scores));
        y = graph.add(new Reshape(true), y, GraphBuilder.longs(2, 1, 4, 8));
        Value bias = graph.input("bias", 2, 1, 4, 8);
        Graph built = graph.output(graph.add(BinaryKind.ADD, y, bias)).build();
        assertEquals(List.of("Exp", "Add"), steps(built));
    }

    @Test
    void emptyPartsAreNotCopied() {
        Value x = graph.input("x", 3, 4);
        Value none = graph.input("none", 0, 4);
        Value whole = graph.add(new Concat(0), none, graph.add(UnaryKind.EXP, x));
        assertEquals(List.of("Exp"), steps(graph.output(whole).build()));
    }

    @Test
    void stateThatNeverChangesHasOneSlot() {
        Value state = graph.input("state", 3);
        Value x = graph.input("x", 3);
        Graph built = graph.output(graph.add(BinaryKind.ADD, x, state), state).build();
        Plan plan =
                PlanBuilder.build(
                        "m",
                        built,
                        List.of("y", "next"),
                        List.of(new StateBinding("state", "next")));
        StatePair pair = plan.states().get(0);
        assertEquals(pair.inputTensor(), pair.outputTensor());
        assertEquals(List.of("Add"), steps(plan));
        assertEquals(12, plan.stateBytes());
    }

    @Test
    void refusesStatesOfDifferentTypes() {
        Value state = graph.input("state", 3);
        Graph built =
                graph.output(graph.add(BinaryKind.ADD, state, graph.input("x", 2, 3))).build();
        InvalidGraphException e =
                assertThrows(
                        InvalidGraphException.class,
                        () ->
                                PlanBuilder.build(
                                        "m",
                                        built,
                                        List.of("next"),
                                        List.of(new StateBinding("state", "next"))));
        assertTrue(e.getMessage().contains("float32[3] and float32[2,3]"), e.getMessage());
    }

    @Test
    void refusesStatesThatTheGraphDoesNotHave() {
        Graph built = graph.output(graph.input("x", DType.INT64, 3)).build();
        assertThrows(
                InvalidGraphException.class,
                () ->
                        PlanBuilder.build(
                                "m", built, List.of("y"), List.of(new StateBinding("h", "y"))));
    }

    private static Plan build(Graph graph) {
        List<String> names = graph.outputs().stream().map(Value::name).distinct().toList();
        if (names.size() < graph.outputs().size()) {
            names = List.of("o0", "o1", "o2", "o3").subList(0, graph.outputs().size());
        }
        Plan plan = PlanBuilder.build("test.onnx", graph, names, List.of());
        PlanChecker.check(plan);
        return plan;
    }

    private static List<String> steps(Graph graph) {
        return steps(build(graph));
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream().map(step -> step.op().name()).toList();
    }
}
