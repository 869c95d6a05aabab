package org.ossicle.pass;

import java.util.List;
import java.util.Random;
import org.ossicle.graph.DType;
import org.ossicle.graph.Dim;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.RandomTensors;
import org.ossicle.graph.Shape;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Unsqueeze;

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
        return product(graph, rows, random, DType.INT8, size, columns);
    }

    private static Value product(
            GraphBuilder graph, Value rows, Random random, DType type, int size, int columns) {
        Value weights =
                Value.ofConstant("w", RandomTensors.of(TensorType.of(type, size, columns), random));
        if (type == DType.FLOAT32) {
            return graph.add(new MatMul(), rows, weights);
        }
        Value[] bytes = graph.add(new DynamicQuantizeLinear(), 3, rows);
        Tensor zero = Tensor.zeros(type);
        zero.setLong(0, type == DType.UINT8 ? 131 : 0);
        Value product =
                graph.add(
                        new MatMulInteger(),
                        bytes[0],
                        weights,
                        bytes[2],
                        Value.ofConstant("zero", zero));
        Value scale = graph.add(BinaryKind.MUL, bytes[1], GraphBuilder.scalar(0.003f));
        return graph.add(BinaryKind.MUL, graph.add(new Cast(DType.FLOAT32), product), scale);
    }

    /**
     * A joiner as NeMo exports it: frames [B, size, T] and predictions [B, size + 5, U] are turned,
     * projected, spread to [B, T, U, size + 3], added, and brought to scores [B, T, U, tokens].
     *
     * @param weights FLOAT32, or the bytes that dynamic quantisation made of them
     * @param logarithms whether the scores are logarithms of a softmax
     */
    public static Graph nemo(int size, int tokens, DType weights, boolean logarithms) {
        Random random = new Random(8);
        GraphBuilder graph = new GraphBuilder();
        int joint = size + 3;
        Value frames = graph.input("encoder_outputs", 1, size, 1);
        Value predictions = graph.input("decoder_outputs", 1, size + 5, 1);
        Value frame = linear(graph, turned(graph, frames), random, weights, size, joint);
        Value prediction =
                linear(graph, turned(graph, predictions), random, weights, size + 5, joint);
        Value sum =
                graph.add(
                        BinaryKind.ADD,
                        graph.add(new Unsqueeze(), frame, GraphBuilder.longs(2)),
                        graph.add(new Unsqueeze(), prediction, GraphBuilder.longs(1)));
        Value both = graph.add(UnaryKind.RELU, sum);
        Value scores = linear(graph, both, random, weights, joint, tokens);
        if (logarithms) {
            scores = graph.add(new Softmax(-1, true, false), scores);
        }
        leaveOpen(frames, "B", "T");
        leaveOpen(predictions, "B", "U");
        return graph.output(scores).build();
    }

    private static Value turned(GraphBuilder graph, Value input) {
        return graph.add(new Transpose(List.of(0L, 2L, 1L)), input);
    }

    private static Value linear(
            GraphBuilder graph, Value rows, Random random, DType type, int size, int columns) {
        Value bias = RandomTensors.constant("b", random, columns);
        return graph.add(BinaryKind.ADD, bias, product(graph, rows, random, type, size, columns));
    }

    private static void leaveOpen(Value input, String batch, String length) {
        Dim size = Dim.of(input.type().shape().size(1));
        Shape open = new Shape(List.of(Dim.symbol(batch), size, Dim.symbol(length)));
        input.setType(new TensorType(input.type().dtype(), open));
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
