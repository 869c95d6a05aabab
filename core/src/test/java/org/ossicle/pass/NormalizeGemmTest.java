package org.ossicle.pass;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Gemm;

class NormalizeGemmTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);
    private final Value x = graph.input("x", 3, 8);
    private final Value w = RandomTensors.constant("w", random, 5, 8);
    private final Value bias = RandomTensors.constant("bias", random, 5);

    @Test
    void usualFormIsAProductWithABias() {
        graph.output(graph.add(new Gemm(1, 1, false, true), x, w, bias));
        PassAssert.assertOps(normalize(), "Transpose", "ossicle.MatMul");
    }

    @Test
    void factorsBecomeMultiplications() {
        graph.output(graph.add(new Gemm(0.5f, 3, false, true), x, w, bias));
        PassAssert.assertOps(normalize(), "Transpose", "Mul", "ossicle.MatMul", "Mul", "Add");
    }

    @Test
    void biasMayBeMissingOrUnused() {
        graph.output(
                graph.add(new Gemm(1, 0, false, true), x, w, bias),
                graph.add(new Gemm(2, 1, true, false), x, graph.input("y", 3, 4)));
        PassAssert.assertOps(
                normalize(), "Transpose", "ossicle.MatMul", "Transpose", "ossicle.MatMul", "Mul");
    }

    private Graph normalize() {
        return PassAssert.rewritten(new NormalizeGemm(), graph, 1e-6);
    }
}
