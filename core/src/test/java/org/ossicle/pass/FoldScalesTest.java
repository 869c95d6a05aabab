package org.ossicle.pass;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.QuantizedMatMul;

class FoldScalesTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesPowersOfTwoIntoScaleAndBias(boolean bias) {
        Value product = product(bias ? RandomTensors.constant("bias", random, 5) : null);
        graph.output(graph.add(BinaryKind.MUL, GraphBuilder.scalar(0.125f), product));
        PassAssert.assertOps(fold(), "DynamicQuantizeLinear", "ossicle.QuantizedMatMul");
    }

    @Test
    void leavesFactorsThatWouldRoundDifferently() {
        graph.output(graph.add(BinaryKind.MUL, product(null), GraphBuilder.scalar(0.3f)));
        PassAssert.assertOps(fold(), "DynamicQuantizeLinear", "ossicle.QuantizedMatMul", "Mul");
    }

    @Test
    void leavesAddendsThatAreComputed() {
        Value product = product(graph.input("residual", 3, 5));
        graph.output(graph.add(BinaryKind.MUL, product, GraphBuilder.scalar(2)));
        PassAssert.assertOps(fold(), "DynamicQuantizeLinear", "ossicle.QuantizedMatMul", "Mul");
    }

    private Value product(Value bias) {
        Value[] x = graph.add(new DynamicQuantizeLinear(), 3, graph.input("x", 3, 8));
        Value w = bytes(8, 5);
        QuantizedMatMul op = new QuantizedMatMul(Activation.NONE);
        Value scale = RandomTensors.constant("scale", random, 5);
        Value zero = bytes();
        return bias == null
                ? graph.add(op, x[0], x[1], x[2], w, scale, zero)
                : graph.add(op, x[0], x[1], x[2], w, scale, zero, bias);
    }

    private Value bytes(long... dims) {
        TensorType type = TensorType.of(DType.INT8, dims);
        return Value.ofConstant("bytes", RandomTensors.of(type, random));
    }

    private Graph fold() {
        return PassAssert.rewritten(new FoldScales(), graph);
    }
}
