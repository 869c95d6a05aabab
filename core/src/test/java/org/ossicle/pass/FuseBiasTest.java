package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.MatMul;

class FuseBiasTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);
    private final Value x = graph.input("x", 2, 3, 8);
    private final Value product =
            graph.add(new MatMul(), x, RandomTensors.constant("w", random, 8, 5));

    @Test
    void joinsAConstantOnEitherSide() {
        Value bias = RandomTensors.constant("bias", random, 5);
        Graph after = fuse(graph.output(graph.add(BinaryKind.ADD, bias, product)));
        PassAssert.assertOps(after, "ossicle.MatMul");
        assertSame(bias, after.nodes().get(0).input(2));
    }

    @Test
    void joinsAResidualComputedBefore() {
        Value residual = graph.input("residual", 2, 3, 5);
        graph.output(graph.add(BinaryKind.ADD, product, residual));
        PassAssert.assertOps(fuse(graph), "ossicle.MatMul");
    }

    @Test
    void joinsOneAddendOnly() {
        Value sum = graph.add(BinaryKind.ADD, product, RandomTensors.constant("b", random, 5));
        graph.output(graph.add(BinaryKind.ADD, sum, RandomTensors.constant("c", random, 5)));
        PassAssert.assertOps(fuse(graph), "ossicle.MatMul", "Add");
    }

    @Test
    void leavesProductsThatOthersTake() {
        Value sum = graph.add(BinaryKind.ADD, product, RandomTensors.constant("b", random, 5));
        PassAssert.assertOps(fuse(graph.output(sum, product)), "MatMul", "Add");
    }

    @Test
    void leavesAddendsLargerThanTheProduct() {
        Value large = graph.input("large", 4, 2, 3, 5);
        graph.output(graph.add(BinaryKind.ADD, product, large));
        PassAssert.assertOps(fuse(graph), "MatMul", "Add");
    }

    @Test
    void leavesIntegerProducts() {
        Value a = graph.input("a", DType.INT64, 2, 2);
        Value ids = Value.ofConstant("ids", Tensor.ofLongs(new long[] {2}, 3, 4));
        graph.output(graph.add(BinaryKind.ADD, graph.add(new MatMul(), a, a), ids));
        PassAssert.assertOps(fuse(graph), "MatMul", "Add");
    }

    private static Graph fuse(GraphBuilder builder) {
        return PassAssert.rewritten(new FuseBias(), builder, 1e-6);
    }
}
