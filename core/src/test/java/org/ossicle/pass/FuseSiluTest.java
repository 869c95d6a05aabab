package org.ossicle.pass;

import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.UnaryKind;

class FuseSiluTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", 3, 4);

    @Test
    void joinsEitherOrder() {
        Value sigmoid = graph.add(UnaryKind.SIGMOID, x);
        graph.output(graph.add(BinaryKind.MUL, x, sigmoid), graph.add(BinaryKind.MUL, sigmoid, x));
        PassAssert.assertOps(fuse(), "Swish", "Swish");
    }

    @Test
    void leavesGatesOfOtherValues() {
        Value sigmoid = graph.add(UnaryKind.SIGMOID, x);
        graph.output(graph.add(BinaryKind.MUL, graph.input("y", 3, 4), sigmoid));
        PassAssert.assertOps(fuse(), "Sigmoid", "Mul");
    }

    private Graph fuse() {
        return PassAssert.rewritten(new FuseSilu(), graph, 1e-6);
    }
}
