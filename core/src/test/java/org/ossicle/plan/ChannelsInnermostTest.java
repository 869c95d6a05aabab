package org.ossicle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.AutoPad;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;

class ChannelsInnermostTest {
    private static final List<Long> TURN = List.of(0L, 2L, 1L);

    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);

    @Test
    void framesGoThroughADepthwiseConvolutionAsTheyAre() {
        Value frames = product(graph.input("x", 1, 10, 6), 6, 16);
        Value whole =
                graph.add(
                        new Concat(2),
                        graph.input("cache", 1, 16, 3),
                        graph.add(new Transpose(TURN), frames));
        Value turned = graph.add(new Transpose(TURN), depthwise(whole, 4, 0));
        Plan plan = build(graph.output(product(turned, 16, 5)).build());
        assertEquals(List.of("MatMul", "Identity", "Conv", "MatMul"), steps(plan));
        Step conv = plan.steps().get(2);
        assertArrayEquals(new long[] {208, 1, 16}, plan.tensor(conv.inputs().get(0)).strides());
        assertArrayEquals(new long[] {160, 1, 16}, plan.tensor(conv.outputs().get(0)).strides());
    }

    @Test
    void paddedPicturesAreCopiedByTheConvolutionAlone() {
        Value x = graph.add(UnaryKind.TANH, graph.input("x", 1, 16, 10));
        Value whole = graph.add(new Concat(2), graph.input("cache", 1, 16, 3), x);
        Graph built = graph.output(depthwise(whole, 4, 1)).build();
        assertEquals(List.of("Tanh", "Identity", "Conv"), steps(build(built)));
    }

    @Test
    void otherConvolutionsTakeAndGiveRows() {
        Value x = graph.add(new Transpose(TURN), graph.input("x", 1, 10, 16));
        Value y = graph.add(new Conv(window(1, 0)), x, weight(5, 16, 4));
        Value few = graph.add(new Transpose(TURN), graph.input("few", 1, 10, 4));
        Value z = graph.add(new Conv(window(4, 0)), few, weight(4, 1, 4));
        Plan plan = build(graph.output(y, z).build());
        assertEquals(List.of("Identity", "Conv", "Identity", "Conv"), steps(plan));
        for (Step step : plan.steps()) {
            assertTrue(plan.tensor(step.outputs().get(0)).isContiguous());
        }
    }

    @Test
    void layoutOfAPicture() {
        Layout layout = ChannelsInnermost.dense(new long[] {2, 8, 3, 5});
        assertArrayEquals(new long[] {2, 8, 3, 5}, layout.dims());
        assertArrayEquals(new long[] {120, 1, 40, 8}, layout.strides());
        assertTrue(ChannelsInnermost.are(layout) && layout.isInjective());
    }

    private Value product(Value x, long from, long to) {
        return graph.add(new MatMul(), x, RandomTensors.constant("m", random, from, to));
    }

    private Value depthwise(Value x, long taps, long pad) {
        return graph.add(new Conv(window(16, pad)), x, weight(16, 1, taps));
    }

    private Value weight(long... dims) {
        return RandomTensors.constant("w", random, dims);
    }

    private static ConvAttributes window(long group, long pad) {
        return new ConvAttributes(
                AutoPad.NOTSET, List.of(), List.of(), List.of(), List.of(pad, pad), group);
    }

    private static Plan build(Graph graph) {
        List<String> names = graph.outputs().stream().map(Value::name).toList();
        Plan plan = PlanBuilder.build("test.onnx", graph, names, List.of());
        PlanChecker.check(plan);
        return plan;
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream().map(step -> step.op().name()).toList();
    }
}
