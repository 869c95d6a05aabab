package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Where;

class FuseSoftmaxMaskTest {
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

    /** The opposite of flags as small as they were. */
    @Test
    void joinsScoresThatAreKept() {
        graph.output(graph.add(SOFTMAX, kept(flags, -1000)));
        Graph after = fuse();
        PassAssert.assertOps(after, "Not", "ossicle.MaskedSoftmax");
        assertEquals(flags.type(), after.nodes().get(1).input(1).type());
        assertEquals(new MaskedSoftmax(false, -1000, false), after.nodes().get(1).op());
    }

    @Test
    void takesWhatTheKeptOnesAreTheOppositeOf() {
        graph.output(graph.add(SOFTMAX, kept(not(flags), -1000)));
        assertJoined(new MaskedSoftmax(false, -1000, false));
    }

    @Test
    void takesTheOppositeOfAnOpposite() {
        graph.output(graph.add(SOFTMAX, replaced(not(not(flags)), -1000)));
        assertJoined(new MaskedSoftmax(false, -1000, false));
    }

    @Test
    void computesTheOppositeOfKnownFlagsAtOnce() {
        Value known = Value.ofConstant("known", Tensor.zeros(DType.BOOL, 1, 8));
        known.constant().load().setLong(3, 1);
        graph.output(graph.add(SOFTMAX, kept(known, Float.NEGATIVE_INFINITY)));
        assertJoined(new MaskedSoftmax(false, Float.NEGATIVE_INFINITY, false));
    }

    @Test
    void layersShareAnOpposite() {
        Value first = graph.add(SOFTMAX, kept(flags, -1000));
        Value second = graph.add(SOFTMAX, replaced(not(flags), -1000));
        graph.output(first, second, graph.add(SOFTMAX, kept(flags, -10)));
        String joined = "ossicle.MaskedSoftmax";
        assertOps("Not", joined, joined, joined);
    }

    /** Masks and zeroes of either form, by flags or by their opposite. */
    @ParameterizedTest
    @CsvSource({
        "false, false, false, false",
        "false, false, true, true",
        "false, true, true, false",
        "true, false, true, false",
        "true, false, false, true",
        "true, true, false, false",
        "true, true, true, true",
    })
    void joinsZeroesOfEitherForm(boolean keep, boolean not, boolean keepAfter, boolean notAfter) {
        Value mask = not ? not(flags) : flags;
        Value shares = graph.add(SOFTMAX, keep ? kept(mask, -1e9f) : replaced(mask, -1e9f));
        Value after = notAfter ? not(flags) : flags;
        graph.output(
                keepAfter
                        ? graph.add(new Where(), after, shares, zero)
                        : graph.add(new Where(), after, zero, shares));
        Graph fused = fuse();
        List<String> ops = PassAssert.ops(fused);
        assertEquals(keep == not ? 1 : 2, ops.size(), ops::toString);
        assertEquals(new MaskedSoftmax(false, -1e9f, true), fused.nodes().get(ops.size() - 1).op());
    }

    @Test
    void leavesZeroesOfTheOppositeMask() {
        Value shares = graph.add(SOFTMAX, kept(flags, -1000));
        Value others = graph.add(SOFTMAX, replaced(flags, -1000));
        graph.output(
                graph.add(new Where(), flags, zero, shares),
                graph.add(new Where(), flags, others, zero));
        String joined = "ossicle.MaskedSoftmax";
        assertOps("Not", joined, joined, "Where", "Where");
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
    void leavesReplacementsThatAreComputed() {
        Value least = graph.input("least");
        Value replaced = graph.add(new Where(), flags, least, scores);
        Value kept = graph.add(new Where(), flags, scores, least);
        graph.output(graph.add(SOFTMAX, replaced), graph.add(SOFTMAX, kept));
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

    private Value kept(Value keep, float replacement) {
        return graph.add(new Where(), keep, scores, GraphBuilder.scalar(replacement));
    }

    private Value not(Value mask) {
        return graph.add(UnaryKind.NOT, mask);
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
        return PassAssert.rewritten(new FuseSoftmaxMask(), graph);
    }
}
