package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;

class FuseActivationTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(1);
    private final Value x = graph.input("x", 2, 3, 8);

    @ParameterizedTest
    @EnumSource(names = {"RELU", "SIGMOID", "TANH", "SILU", "GELU_ERF", "GELU_TANH"})
    void joinsProductsAndConvolutions(UnaryKind kind) {
        Value product = graph.add(new MatMul(), x, RandomTensors.constant("w", random, 8, 5));
        Value kernel = RandomTensors.constant("k", random, 4, 3, 2);
        Value conv = graph.add(new Conv(ConvAttributes.DEFAULT), x, kernel);
        graph.output(graph.add(kind, product), graph.add(kind, conv));
        PassAssert.assertOps(fuse(), "ossicle.MatMul", "ossicle.Conv");
    }

    @Test
    void reachesThroughTransposesAndReshapes() {
        Value kernel = RandomTensors.constant("k", random, 4, 3, 2);
        Value conv = graph.add(new Conv(ConvAttributes.DEFAULT), x, kernel);
        Value turned = graph.add(new Transpose(List.of(0L, 2L, 1L)), conv);
        graph.output(graph.add(UnaryKind.RELU, turned));
        PassAssert.assertOps(fuse(), "ossicle.Conv", "Transpose");
    }

    @Test
    void takesASiluOfProductsAsModelsSpellIt() {
        Value product = graph.add(new MatMul(), x, RandomTensors.constant("w", random, 8, 5));
        Value silu = graph.add(BinaryKind.MUL, product, graph.add(UnaryKind.SIGMOID, product));
        graph.output(silu);
        Graph rewritten = PassAssert.rewritten(new FuseSilu(), graph, 1e-6);
        new FuseActivation().run(rewritten);
        new RemoveDeadCode().run(rewritten);
        PassAssert.assertOps(rewritten, "ossicle.MatMul");
        FusedMatMul fused = (FusedMatMul) rewritten.nodes().get(0).op();
        assertEquals(Activation.SILU, fused.activation());
    }

    @Test
    void leavesProductsOfWhichOthersTakeTheView() {
        Value kernel = RandomTensors.constant("k", random, 4, 3, 2);
        Value conv = graph.add(new Conv(ConvAttributes.DEFAULT), x, kernel);
        Value turned = graph.add(new Transpose(List.of(0L, 2L, 1L)), conv);
        graph.output(graph.add(UnaryKind.RELU, turned), turned);
        PassAssert.assertOps(fuse(), "Conv", "Transpose", "Relu");
    }

    @Test
    void leavesASecondActivation() {
        Value product = graph.add(new MatMul(), x, RandomTensors.constant("w", random, 8, 5));
        Value relu = graph.add(UnaryKind.RELU, product);
        graph.output(graph.add(UnaryKind.TANH, relu));
        PassAssert.assertOps(fuse(), "ossicle.MatMul", "Tanh");
    }

    @Test
    void leavesOtherFunctionsAndProductsThatOthersTake() {
        Value product = graph.add(new MatMul(), x, RandomTensors.constant("w", random, 8, 5));
        graph.output(graph.add(UnaryKind.EXP, product), graph.add(UnaryKind.RELU, product));
        PassAssert.assertOps(fuse(), "MatMul", "Exp", "Relu");
    }

    private Graph fuse() {
        return PassAssert.rewritten(new FuseActivation(), graph, 1e-6);
    }
}
