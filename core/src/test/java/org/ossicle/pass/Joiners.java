package org.ossicle.pass;

import java.util.Random;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.UnaryKind;

/** Joiners of a transducer as exporters write them, with weights made up. */
public final class Joiners {
    private Joiners() {}

    /** Scores of {@code tanh(encoder + decoder)} by a float product. */
    public static Graph real(int size, int tokens) {
        Random random = new Random(5);
        GraphBuilder graph = new GraphBuilder();
        Value joint = joint(graph, size);
        Value scores =
                graph.add(new MatMul(), joint, RandomTensors.constant("w", random, size, tokens));
        return finish(graph, scores, random, tokens);
    }

    /** The same by a product of bytes, the joint vector quantised as it comes. */
    public static Graph quantized(int size, int tokens) {
        Random random = new Random(6);
        GraphBuilder graph = new GraphBuilder();
        Value scores = product(graph, joint(graph, size), random, size, tokens);
        return finish(graph, scores, random, tokens);
    }

    /** As {@link #quantized}, with a product of bytes for each input before they are added. */
    public static Graph projecting(int size, int tokens) {
        Random random = new Random(7);
        GraphBuilder graph = new GraphBuilder();
        int joint = size + 3;
        Value encoder = product(graph, graph.input("encoder", 1, size), random, size, joint);
        Value decoder = product(graph, graph.input("decoder", 1, size), random, size, joint);
        Value both = graph.add(UnaryKind.RELU, graph.add(BinaryKind.ADD, encoder, decoder));
        return finish(graph, product(graph, both, random, joint, tokens), random, tokens);
    }

    private static Value product(
            GraphBuilder graph, Value rows, Random random, int size, int columns) {
        Value[] bytes = graph.add(new DynamicQuantizeLinear(), 3, rows);
        Value weights =
                Value.ofConstant(
                        "w", RandomTensors.of(TensorType.of(DType.INT8, size, columns), random));
        Value product = graph.add(new MatMulInteger(), bytes[0], weights, bytes[2]);
        Value scale = graph.add(BinaryKind.MUL, bytes[1], GraphBuilder.scalar(0.003f));
        return graph.add(BinaryKind.MUL, graph.add(new Cast(DType.FLOAT32), product), scale);
    }

    private static Value joint(GraphBuilder graph, int size) {
        Value encoder = graph.input("encoder", 1, size);
        Value decoder = graph.input("decoder", 1, size);
        return graph.add(UnaryKind.TANH, graph.add(BinaryKind.ADD, encoder, decoder));
    }

    private static Graph finish(GraphBuilder graph, Value scores, Random random, int tokens) {
        Value bias = RandomTensors.constant("b", random, tokens);
        return graph.output(graph.add(BinaryKind.ADD, scores, bias)).build();
    }
}
