package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

class FuseGeluTest {
    private static final double ROUNDING = 1e-6;
    private static final float ROOT_2 = (float) Math.sqrt(2);
    private static final float ROOT_HALF = (float) Math.sqrt(0.5);
    private static final float BETA = (float) Math.sqrt(2 / Math.PI);

    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", 3, 7);

    @Test
    void joinsWhatTheExporterWrites() {
        Value gate = onePlus(graph.add(UnaryKind.ERF, divided(ROOT_2)));
        graph.output(times(times(x, gate), scalar(0.5f)));
        PassAssert.assertOps(graph.build(), "Div", "Erf", "Add", "Mul", "Mul");
        assertJoined(UnaryKind.GELU_ERF);
    }

    @Test
    void joinsOtherOrdersOfTheFactors() {
        Value gate = onePlus(graph.add(UnaryKind.ERF, times(scalar(ROOT_HALF), x)));
        graph.output(times(gate, times(scalar(0.5f), x)));
        assertJoined(UnaryKind.GELU_ERF);
    }

    @Test
    void joinsAHalfOfTheGate() {
        Value gate = onePlus(graph.add(UnaryKind.ERF, divided(ROOT_2)));
        graph.output(times(times(gate, scalar(0.5f)), x));
        assertJoined(UnaryKind.GELU_ERF);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void joinsTheFormWithATangent(boolean power) {
        Value cube = power ? graph.add(BinaryKind.POW, x, scalar(3)) : times(x, times(x, x));
        graph.output(times(scalar(0.5f), times(x, tangent(cube, 0.044715f))));
        assertJoined(UnaryKind.GELU_TANH);
    }

    @Test
    void leavesOtherNumbers() {
        Value gate = onePlus(graph.add(UnaryKind.ERF, divided(1.4142f)));
        assertKept(times(times(x, gate), scalar(0.5f)));
        Value exact = onePlus(graph.add(UnaryKind.ERF, divided(ROOT_2)));
        assertKept(times(times(x, exact), scalar(0.51f)));
        Value two = graph.add(BinaryKind.ADD, scalar(2), graph.add(UnaryKind.ERF, divided(ROOT_2)));
        assertKept(times(times(x, two), scalar(0.5f)));
        Value cube = times(x, times(x, x));
        assertKept(times(times(x, tangent(cube, 0.0447f)), scalar(0.5f)));
        Value square = times(x, x);
        assertKept(times(times(x, tangent(square, 0.044715f)), scalar(0.5f)));
    }

    @Test
    void leavesAnotherFactor() {
        Value gate = onePlus(graph.add(UnaryKind.ERF, divided(ROOT_2)));
        assertKept(times(times(graph.input("y", 3, 7), gate), scalar(0.5f)));
    }

    @Test
    void leavesAFactorThatBroadcasts() {
        Value half = Value.ofConstant("half", Tensor.ofFloats(new long[] {1, 1, 1}, 0.5f));
        Value gate = onePlus(graph.add(UnaryKind.ERF, divided(ROOT_2)));
        assertKept(times(times(x, gate), half));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void leavesWhatOthersTake(int taken) {
        Value scaled = divided(ROOT_2);
        Value erf = graph.add(UnaryKind.ERF, scaled);
        Value gate = onePlus(erf);
        Value product = times(x, gate);
        graph.output(List.of(scaled, erf, gate, product).get(taken));
        assertKept(times(product, scalar(0.5f)));
    }

    private void assertJoined(UnaryKind kind) {
        Graph after = PassAssert.rewritten(new FuseGelu(), graph, ROUNDING);
        PassAssert.assertOps(after, "Gelu");
        assertEquals(Unary.of(kind), after.nodes().get(0).op());
    }

    private void assertKept(Value result) {
        graph.output(result);
        Graph after = PassAssert.rewritten(new FuseGelu(), graph, 0);
        assertFalse(PassAssert.ops(after).contains("Gelu"), () -> PassAssert.print(after));
    }

    private Value divided(float divisor) {
        return graph.add(BinaryKind.DIV, x, scalar(divisor));
    }

    private Value onePlus(Value value) {
        return graph.add(BinaryKind.ADD, value, scalar(1));
    }

    private Value tangent(Value cube, float cubic) {
        Value sum = graph.add(BinaryKind.ADD, x, times(scalar(cubic), cube));
        return onePlus(graph.add(UnaryKind.TANH, times(scalar(BETA), sum)));
    }

    private Value times(Value a, Value b) {
        return graph.add(BinaryKind.MUL, a, b);
    }

    private static Value scalar(float value) {
        return GraphBuilder.scalar(value);
    }
}
