package org.ossicle.pass;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.AutoPad;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;

class FoldResidualsTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);
    private final Value cache = graph.input("cache", 1, 4, 6, 1);
    private final Value frames = graph.input("frames", 1, 4, 5, 1);
    private final Value whole = graph.add(new Concat(2), cache, frames);

    @Test
    void foldsFramesBehindACacheOnEitherSide() {
        Value result = graph.add(conv(4, 1, 0), whole, weight(4, 1, 7, 1));
        graph.output(graph.add(BinaryKind.ADD, frames, result));
        PassAssert.assertOps(fold(), "Concat", "Conv");
    }

    @Test
    void foldsIntoDilatedTapsAndKeepsTheBias() {
        Value bias = RandomTensors.constant("bias", random, 4);
        Value result = graph.add(conv(4, 2, 0), whole, weight(4, 1, 4, 1), bias);
        graph.output(graph.add(BinaryKind.ADD, result, frames));
        PassAssert.assertOps(fold(), "Concat", "Conv");
    }

    @Test
    void foldsWhatAPaddedConvolutionReadsItself() {
        Value result = graph.add(conv(4, 1, 1), frames, weight(4, 1, 3, 1));
        graph.output(graph.add(BinaryKind.ADD, result, frames));
        PassAssert.assertOps(fold(), "Conv");
    }

    @Test
    void leavesWhatTheConvolutionDoesNotRead() {
        Value other = graph.input("other", 1, 4, 5, 1);
        Value result = graph.add(conv(4, 1, 0), whole, weight(4, 1, 7, 1));
        graph.output(graph.add(BinaryKind.ADD, result, other));
        PassAssert.assertOps(fold(), "Concat", "Conv", "Add");
    }

    @Test
    void leavesFramesBetweenTaps() {
        Value before = graph.input("before", 1, 4, 5, 1);
        Value after = graph.input("after", 1, 4, 3, 1);
        Value three = graph.add(new Concat(-2), before, frames, after);
        Value result = graph.add(conv(4, 2, 0), three, weight(4, 1, 5, 1));
        graph.output(graph.add(BinaryKind.ADD, result, frames));
        PassAssert.assertOps(fold(), "Concat", "Conv", "Add");
    }

    @Test
    void leavesConvolutionsThatMixChannels() {
        Value result = graph.add(conv(2, 1, 0), whole, weight(4, 2, 7, 1));
        graph.output(graph.add(BinaryKind.ADD, result, frames));
        PassAssert.assertOps(fold(), "Concat", "Conv", "Add");
    }

    @Test
    void leavesStridesThatSkipFrames() {
        Conv conv =
                new Conv(
                        new ConvAttributes(
                                AutoPad.NOTSET,
                                List.of(),
                                List.of(2L, 1L),
                                List.of(),
                                List.of(),
                                4));
        Value result = graph.add(conv, whole, weight(4, 1, 3, 1));
        graph.output(graph.add(BinaryKind.ADD, result, frames));
        PassAssert.assertOps(fold(), "Concat", "Conv", "Add");
    }

    @Test
    void leavesResultsThatOthersTake() {
        Value result = graph.add(conv(4, 1, 0), whole, weight(4, 1, 7, 1));
        graph.output(graph.add(BinaryKind.ADD, frames, result), result);
        PassAssert.assertOps(fold(), "Concat", "Conv", "Add");
    }

    @Test
    void leavesWeightsThatAreComputed() {
        Value computed = graph.input("w", 4, 1, 7, 1);
        Value result = graph.add(conv(4, 1, 0), whole, computed);
        graph.output(graph.add(BinaryKind.ADD, frames, result));
        PassAssert.assertOps(fold(), "Concat", "Conv", "Add");
    }

    private Value weight(long... dims) {
        return RandomTensors.constant("weight", random, dims);
    }

    private static Conv conv(long groups, long dilation, long pad) {
        return new Conv(
                new ConvAttributes(
                        AutoPad.NOTSET,
                        List.of(),
                        List.of(1L, 1L),
                        List.of(dilation, 1L),
                        List.of(pad, 0L, pad, 0L),
                        groups));
    }

    private Graph fold() {
        return PassAssert.rewritten(new FoldResiduals(), graph, 1e-5);
    }
}
