package org.ossicle.pass;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.UnaryKind;

class JoinProductsTest {
    private static final double TOLERANCE = 1e-5;

    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);
    private final Value x = graph.input("x", 3, 10);

    @Test
    void joinsProductsAndTheirBiases() {
        Value y = product(x, weight(10, 7), weight(7));
        graph.output(product(y, weight(7, 9), weight(1, 9)));
        PassAssert.assertOps(joined(), "ossicle.MatMul");
    }

    @Test
    void joinsWithEitherBiasOrNone() {
        Value first = graph.add(new MatMul(), product(x, weight(10, 7), weight(7)), weight(7, 9));
        Value second = product(graph.add(new MatMul(), x, weight(10, 7)), weight(7, 9), weight(9));
        Value third = graph.add(new MatMul(), x, weight(10, 7));
        graph.output(first, second, graph.add(new MatMul(), third, weight(7, 9)));
        PassAssert.assertOps(joined(), "ossicle.MatMul", "ossicle.MatMul", "ossicle.MatMul");
    }

    @Test
    void keepsWhatIsAddedAndAppliedBehindThem() {
        Value residual = graph.input("residual", 3, 9);
        Value y = graph.add(new MatMul(), x, weight(10, 7));
        graph.output(graph.add(new FusedMatMul(Activation.TANH), y, weight(7, 9), residual));
        PassAssert.assertOps(joined(), "ossicle.MatMul");
    }

    @Test
    void leavesABottleneck() {
        Value y = product(x, weight(10, 3), weight(3));
        graph.output(product(y, weight(3, 6), weight(6)));
        PassAssert.assertOps(joined(), "ossicle.MatMul", "ossicle.MatMul");
    }

    @Test
    void leavesWhatSomebodyElseTakes() {
        Value y = product(x, weight(10, 7), weight(7));
        graph.output(y, product(y, weight(7, 9), weight(9)));
        PassAssert.assertOps(joined(), "ossicle.MatMul", "ossicle.MatMul");
    }

    @Test
    void leavesActivationsBetween() {
        Value y = graph.add(new FusedMatMul(Activation.RELU), x, weight(10, 7));
        Value z = graph.add(UnaryKind.TANH, graph.add(new MatMul(), y, weight(7, 9)));
        graph.output(graph.add(new MatMul(), z, weight(9, 9)));
        PassAssert.assertOps(joined(), "ossicle.MatMul", "MatMul", "Tanh", "MatMul");
    }

    @Test
    void leavesMatricesAndBiasesThatAreNotConstantVectors() {
        Value computed = graph.input("computed", 7, 9);
        Value rows = graph.input("rows", 3, 7);
        Value first = graph.add(new MatMul(), graph.add(new MatMul(), x, weight(10, 7)), computed);
        Value second = graph.add(new MatMul(), product(x, weight(10, 7), rows), weight(7, 9));
        Value third = product(product(x, weight(10, 7), weight(7)), weight(7, 9), weight(3, 1));
        graph.output(first, second, third);
        PassAssert.assertOps(
                joined(),
                "MatMul",
                "MatMul",
                "ossicle.MatMul",
                "MatMul",
                "ossicle.MatMul",
                "ossicle.MatMul");
    }

    @Test
    void leavesProductsBeyondTheRangeOfFloats() {
        float[] large = new float[70];
        Arrays.fill(large, 1e30f);
        Value a = Value.ofConstant("a", Tensor.ofFloats(new long[] {10, 7}, large));
        Value c = Value.ofConstant("c", Tensor.ofFloats(new long[] {7, 10}, large));
        graph.output(graph.add(new MatMul(), graph.add(new MatMul(), x, a), c));
        Graph built = graph.build();
        new JoinProducts().run(built);
        PassAssert.assertOps(built, "MatMul", "MatMul");
    }

    private Value product(Value a, Value b, Value bias) {
        return graph.add(new FusedMatMul(Activation.NONE), a, b, bias);
    }

    private Value weight(long... dims) {
        return RandomTensors.constant("w", random, dims);
    }

    private Graph joined() {
        return PassAssert.rewritten(new JoinProducts(), graph, TOLERANCE);
    }
}
