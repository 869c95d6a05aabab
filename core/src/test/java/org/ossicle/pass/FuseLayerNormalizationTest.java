package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.UnaryKind;

class FuseLayerNormalizationTest {
    private static final double ROUNDING = 1e-6;

    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);
    private final Value x = graph.input("x", 2, 3, 8);
    private final Value scale = RandomTensors.constant("scale", random, 8);
    private final Value bias = RandomTensors.constant("bias", random, 8);

    @Test
    void joinsScaleAndBias() {
        Value scaled = graph.add(BinaryKind.MUL, normalised(true, -1), scale);
        Graph after = fuse(graph.output(graph.add(BinaryKind.ADD, bias, scaled)));
        PassAssert.assertOps(after, "LayerNormalization");
        assertEquals(new LayerNormalization(-1, 1e-5f), after.nodes().get(0).op());
        assertEquals(3, after.nodes().get(0).inputs().size());
    }

    @Test
    void joinsWithoutScaleAndBias() {
        Graph after = fuse(graph.output(normalised(false, -1)));
        PassAssert.assertOps(after, "LayerNormalization");
    }

    @Test
    void joinsABiasAlone() {
        Value shifted = graph.add(BinaryKind.ADD, normalised(false, -1), bias);
        PassAssert.assertOps(fuse(graph.output(shifted)), "LayerNormalization");
    }

    @Test
    void leavesASecondFactor() {
        Value scaled = graph.add(BinaryKind.MUL, normalised(false, -1), scale);
        Value twice = graph.add(BinaryKind.MUL, scaled, scale);
        PassAssert.assertOps(fuse(graph.output(twice)), "LayerNormalization", "Mul");
    }

    @Test
    void leavesTheFactorOfAValueThatOthersTake() {
        Value plain = normalised(false, -1);
        Value scaled = graph.add(BinaryKind.MUL, plain, scale);
        PassAssert.assertOps(fuse(graph.output(scaled, plain)), "LayerNormalization", "Mul");
    }

    @Test
    void leavesMeansOverMiddleAxes() {
        assertEquals(7, fuse(graph.output(normalised(true, 1))).nodes().size());
    }

    private Graph fuse(GraphBuilder builder) {
        return PassAssert.rewritten(new FuseLayerNormalization(), builder, ROUNDING);
    }

    private Value normalised(boolean power, long axis) {
        Value centred = graph.add(BinaryKind.SUB, x, mean(x, axis));
        Value square =
                power
                        ? graph.add(BinaryKind.POW, centred, GraphBuilder.scalar(2))
                        : graph.add(BinaryKind.MUL, centred, centred);
        Value variance = graph.add(BinaryKind.ADD, mean(square, axis), GraphBuilder.scalar(1e-5f));
        return graph.add(BinaryKind.DIV, centred, graph.add(UnaryKind.SQRT, variance));
    }

    private Value mean(Value value, long axis) {
        Reduce mean = new Reduce(ReduceKind.MEAN, true, false);
        return graph.add(mean, value, GraphBuilder.longs(axis));
    }
}
