package org.ossicle.pass;

import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.Split;
import org.ossicle.graph.op.UnaryKind;

class FuseGluTest {
    private static final double ROUNDING = 1e-6;

    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", 2, 3, 8);

    @Test
    void joinsTheHalvesOfASplit() {
        Value[] halves = graph.add(new Split(-1, 2), 2, x);
        Value gate = graph.add(UnaryKind.SIGMOID, halves[1]);
        graph.output(graph.add(BinaryKind.MUL, halves[0], gate));
        PassAssert.assertOps(graph.build(), "Split", "Sigmoid", "Mul");
        PassAssert.assertOps(fuse(), "Split", "ossicle.Glu");
    }

    @Test
    void joinsTwoSlicesInTheOtherOrder() {
        Value gate = graph.add(UnaryKind.SIGMOID, half(4));
        graph.output(graph.add(BinaryKind.MUL, gate, half(0)));
        PassAssert.assertOps(fuse(), "Slice", "Slice", "ossicle.Glu");
    }

    @Test
    void leavesAGateThatBroadcasts() {
        Value gate = graph.add(UnaryKind.SIGMOID, graph.input("gate", 2, 1, 8));
        graph.output(graph.add(BinaryKind.MUL, x, gate));
        PassAssert.assertOps(fuse(), "Sigmoid", "Mul");
    }

    @Test
    void leavesAFactorThatBroadcasts() {
        Value gate = graph.add(UnaryKind.SIGMOID, x);
        graph.output(graph.add(BinaryKind.MUL, graph.input("factor", 8), gate));
        PassAssert.assertOps(fuse(), "Sigmoid", "Mul");
    }

    @Test
    void leavesAGateThatOthersTake() {
        Value gate = graph.add(UnaryKind.SIGMOID, half(4));
        graph.output(graph.add(BinaryKind.MUL, half(0), gate), gate);
        PassAssert.assertOps(fuse(), "Slice", "Sigmoid", "Slice", "Mul");
    }

    @Test
    void leavesOtherFunctions() {
        Value gate = graph.add(UnaryKind.TANH, half(4));
        graph.output(graph.add(BinaryKind.MUL, half(0), gate));
        PassAssert.assertOps(fuse(), "Slice", "Tanh", "Slice", "Mul");
    }

    private Value half(long from) {
        return graph.add(
                new Slice(),
                x,
                GraphBuilder.longs(from),
                GraphBuilder.longs(from + 4),
                GraphBuilder.longs(2));
    }

    private Graph fuse() {
        return PassAssert.rewritten(new FuseGlu(), graph, ROUNDING);
    }
}
