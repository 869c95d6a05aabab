package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ReduceKind;
import org.ossicle.graph.op.UnaryKind;

class FuseBiasNormTest {
    private static final double ROUNDING = 1e-6;

    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);
    private final Value x = graph.input("x", 2, 3, 8);
    private final Value bias = RandomTensors.constant("bias", random, 8);

    @Test
    void joinsWhatTheExporterWrites() {
        Value squares = graph.add(BinaryKind.POW, centred(bias), GraphBuilder.scalar(2));
        graph.output(graph.add(BinaryKind.MUL, x, scaled(power(mean(squares, -1), -0.5f))));
        PassAssert.assertOps(graph.build(), "Sub", "Pow", "ReduceMean", "Pow", "Mul", "Mul");
        Graph after = fuse();
        PassAssert.assertOps(after, "ossicle.BiasNorm");
        assertEquals(new BiasNorm(0.3f), after.nodes().get(0).op());
    }

    @Test
    void joinsProductsAndRootsInOtherOrders() {
        Value root = graph.add(UnaryKind.SQRT, mean(square(centred(bias)), 2));
        Value inverse = graph.add(UnaryKind.RECIPROCAL, root);
        Value factor = graph.add(BinaryKind.MUL, GraphBuilder.scalar(0.3f), inverse);
        graph.output(graph.add(BinaryKind.MUL, factor, x));
        PassAssert.assertOps(fuse(), "ossicle.BiasNorm");
    }

    @Test
    void joinsWithoutAScale() {
        Value inverse = power(mean(square(centred(bias)), -1), -0.5f);
        graph.output(graph.add(BinaryKind.MUL, x, inverse));
        assertEquals(new BiasNorm(1), fuse().nodes().get(0).op());
    }

    @Test
    void leavesMeansOverOtherAxes() {
        assertKept(normalised(x, mean(square(centred(bias)), 1), -0.5f));
        assertKept(normalised(x, mean(square(centred(bias)), 1, 2), -0.5f));
    }

    @Test
    void leavesAnotherPower() {
        assertKept(normalised(x, mean(square(centred(bias)), -1), -0.25f));
    }

    @Test
    void leavesAnotherFactor() {
        Value y = graph.input("y", 2, 3, 8);
        assertKept(normalised(y, mean(square(centred(bias)), -1), -0.5f));
    }

    @Test
    void leavesABiasThatIsComputedOrOfAnotherShape() {
        assertKept(normalised(x, mean(square(centred(graph.input("b", 8))), -1), -0.5f));
        Value single = RandomTensors.constant("single", random, 1);
        assertKept(normalised(x, mean(square(centred(single)), -1), -0.5f));
    }

    @Test
    void leavesProductsOfTwoDifferences() {
        Value other = graph.add(BinaryKind.SUB, x, RandomTensors.constant("other", random, 8));
        Value product = graph.add(BinaryKind.MUL, centred(bias), other);
        assertKept(normalised(x, mean(product, -1), -0.5f));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void leavesWhatOthersTake(int taken) {
        Value difference = centred(bias);
        Value squares = square(difference);
        Value mean = mean(squares, -1);
        Value inverse = power(mean, -0.5f);
        Value factor = scaled(inverse);
        Value result = graph.add(BinaryKind.MUL, x, factor);
        graph.output(new Value[] {difference, squares, mean, inverse, factor}[taken]);
        assertKept(result);
    }

    private Graph fuse() {
        return PassAssert.rewritten(new FuseBiasNorm(), graph, ROUNDING);
    }

    private void assertKept(Value result) {
        graph.output(result);
        Graph after = fuse();
        assertFalse(
                PassAssert.ops(after).contains("ossicle.BiasNorm"), () -> PassAssert.print(after));
    }

    private Value normalised(Value value, Value mean, float exponent) {
        return graph.add(BinaryKind.MUL, value, scaled(power(mean, exponent)));
    }

    private Value centred(Value shift) {
        return graph.add(BinaryKind.SUB, x, shift);
    }

    private Value square(Value value) {
        return graph.add(BinaryKind.MUL, value, value);
    }

    private Value power(Value value, float exponent) {
        return graph.add(BinaryKind.POW, value, GraphBuilder.scalar(exponent));
    }

    private Value scaled(Value value) {
        return graph.add(BinaryKind.MUL, value, GraphBuilder.scalar(0.3f));
    }

    private Value mean(Value value, long... axes) {
        Reduce mean = new Reduce(ReduceKind.MEAN, true, false);
        return graph.add(mean, value, GraphBuilder.longs(axes));
    }
}
