package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Where;

class FuseSoftmaxMaskTest {
    private static final double ROUNDING = 1e-6;
    private static final Softmax SOFTMAX = new Softmax(-1, false, false);

    private final GraphBuilder graph = new GraphBuilder();
    private final Value scores = graph.input("scores", 2, 3, 8);
    private final Value flags = graph.input("flags", DType.BOOL, 2, 1, 8);
    private final Value zero = GraphBuilder.scalar(0);

    @Test
    void joinsWhatReplacesScores() {
        graph.output(graph.add(SOFTMAX, replaced(flags, -1000)));
        PassAssert.assertOps(graph.build(), "Where", "Softmax");
        assertJoined(new MaskedSoftmax(false, -1000, false));
    }

    @Test
    void joinsZeroesBehindIt() {
        Value shares = graph.add(new Softmax(2, false, false), replaced(flags, -1e9f));
        graph.output(graph.add(new Where(), flags, zero, shares));
        assertJoined(new MaskedSoftmax(false, -1e9f, true));
    }

    /** Rows of which all is masked have no shares: not numbers, unless they are set to zero. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void joinsInfinitiesBelow(boolean zeroes) {
        Value shares = graph.add(SOFTMAX, replaced(flags, Float.NEGATIVE_INFINITY));
        graph.output(zeroes ? graph.add(new Where(), flags, zero, shares) : shares);
        assertJoined(new MaskedSoftmax(false, Float.NEGATIVE_INFINITY, zeroes));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void joinsWhatIsAddedToScores(boolean first) {
        Value mask = graph.input("mask", 3, 8);
        Value sum =
                first
                        ? graph.add(BinaryKind.ADD, mask, scores)
                        : graph.add(BinaryKind.ADD, scores, mask);
        graph.output(graph.add(SOFTMAX, sum));
        assertJoined(new MaskedSoftmax(false, 0, false));
    }

    @Test
    void joinsALogarithm() {
        graph.output(graph.add(new Softmax(-1, true, false), replaced(flags, -1000)));
        assertJoined(new MaskedSoftmax(true, -1000, false));
    }

    @Test
    void leavesOtherAxes() {
        graph.output(graph.add(new Softmax(1, false, false), replaced(flags, -1000)));
        assertOps("Where", "Softmax");
    }

    @Test
    void leavesScoresOfAnotherTypeOrShape() {
        Value doubles = graph.input("doubles", DType.FLOAT64, 2, 8);
        Value row = graph.input("row", 1, 1, 8);
        Value wide = graph.add(new Where(), flags, GraphBuilder.scalar(-1000), row);
        graph.output(
                graph.add(SOFTMAX, graph.add(BinaryKind.ADD, doubles, doubles)),
                graph.add(SOFTMAX, wide));
        assertOps("Where", "Add", "Softmax", "Softmax");
    }

    @Test
    void leavesMasksThatKeepAndReplacementsThatAreComputed() {
        Value kept = graph.add(new Where(), flags, scores, GraphBuilder.scalar(-1000));
        Value computed = graph.add(new Where(), flags, graph.input("least"), scores);
        graph.output(graph.add(SOFTMAX, kept), graph.add(SOFTMAX, computed));
        assertOps("Where", "Where", "Softmax", "Softmax");
    }

    @Test
    void leavesWhatOthersTake() {
        Value masked = replaced(flags, -1000);
        Value sum = graph.add(BinaryKind.ADD, scores, scores);
        graph.output(graph.add(SOFTMAX, masked), masked, graph.add(SOFTMAX, sum), sum);
        assertOps("Where", "Add", "Softmax", "Softmax");
    }

    @Test
    void leavesZeroesOfAnotherMaskOrOfSharesThatOthersTake() {
        Value shares = graph.add(SOFTMAX, replaced(flags, -1000));
        Value others = graph.add(SOFTMAX, replaced(flags, -1000));
        Value other = graph.input("other", DType.BOOL, 8);
        graph.output(
                graph.add(new Where(), flags, zero, shares),
                shares,
                graph.add(new Where(), other, zero, others));
        assertOps("ossicle.MaskedSoftmax", "ossicle.MaskedSoftmax", "Where", "Where");
    }

    @Test
    void leavesOtherNumbersThanZero() {
        Value shares = graph.add(SOFTMAX, replaced(flags, -1000));
        graph.output(graph.add(new Where(), flags, GraphBuilder.scalar(1e-9f), shares));
        assertOps("ossicle.MaskedSoftmax", "Where");
    }

    private Value replaced(Value mask, float replacement) {
        return graph.add(new Where(), mask, GraphBuilder.scalar(replacement), scores);
    }

    private void assertJoined(MaskedSoftmax wanted) {
        Graph after = fuse();
        PassAssert.assertOps(after, "ossicle.MaskedSoftmax");
        assertEquals(wanted, after.nodes().get(0).op());
    }

    private void assertOps(String... ops) {
        PassAssert.assertOps(fuse(), ops);
    }

    private Graph fuse() {
        return PassAssert.rewritten(new FuseSoftmaxMask(), graph, ROUNDING);
    }
}
