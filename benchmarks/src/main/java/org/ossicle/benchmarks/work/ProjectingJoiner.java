package org.ossicle.benchmarks.work;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Unsqueeze;

/**
 * A joiner of the form and sizes of NeMo's transducers, with made-up weights: int8 products for
 * frames, predictions and scores; and a prediction network that looks vectors up.
 */
final class ProjectingJoiner {
    static final int FRAME_SIZE = 512;

    private static final int PREDICTION_SIZE = 640;
    private static final int JOINT_SIZE = 640;
    private static final int VOCABULARY = 1025;

    private final Random random = new Random(1);
    private final List<Node> nodes = new ArrayList<>();

    private ProjectingJoiner() {}

    static Graph joiner() {
        ProjectingJoiner made = new ProjectingJoiner();
        Value encoder = input("encoder_outputs", FRAME_SIZE);
        Value decoder = input("decoder_outputs", PREDICTION_SIZE);
        Value frame =
                made.linear("frame", made.turned("turned frame", encoder), FRAME_SIZE, JOINT_SIZE);
        Value prediction =
                made.linear(
                        "prediction",
                        made.turned("turned prediction", decoder),
                        PREDICTION_SIZE,
                        JOINT_SIZE);
        Value sum =
                made.add(
                        "sum",
                        new Binary(BinaryKind.ADD),
                        made.add("frames", new Unsqueeze(), frame, axis(2)),
                        made.add("predictions", new Unsqueeze(), prediction, axis(1)));
        Value joint = made.add("joint", Unary.of(UnaryKind.RELU), sum);
        Value scores = made.linear("scores", joint, JOINT_SIZE, VOCABULARY);
        return new Graph("joiner", List.of(encoder, decoder), made.nodes, List.of(scores));
    }

    /** One vector per token. */
    static Graph decoder() {
        ProjectingJoiner made = new ProjectingJoiner();
        Value token = new Value("token", TensorType.of(DType.INT64, 1));
        Value table = made.floats("table", VOCABULARY, PREDICTION_SIZE);
        Value vector = made.add("vector", new Gather(0), table, token);
        return new Graph("decoder", List.of(token), made.nodes, List.of(vector));
    }

    private static Value input(String name, int size) {
        return new Value(name, TensorType.of(DType.FLOAT32, 1, size, 1));
    }

    private static Value axis(long axis) {
        return constant("axis " + axis, Tensor.ofLongs(new long[] {1}, axis));
    }

    private Value turned(String name, Value value) {
        return add(name, new Transpose(List.of(0L, 2L, 1L)), value);
    }

    private Value add(String name, Operator op, Value... inputs) {
        Value output = new Value(name, null);
        nodes.add(new Node(name, op, List.of(inputs), List.of(output)));
        return output;
    }

    private Value linear(String name, Value rows, int size, int columns) {
        List<Value> quantized =
                List.of(
                        new Value(name + "/bytes", null),
                        new Value(name + "/scale", null),
                        new Value(name + "/zero", null));
        nodes.add(
                new Node(
                        name + "/quantize", new DynamicQuantizeLinear(), List.of(rows), quantized));
        Value weights = bytes(name + "/weights", size, columns);
        Value product =
                add(
                        name + "/product",
                        new MatMulInteger(),
                        quantized.get(0),
                        weights,
                        quantized.get(2));
        Value real = add(name + "/real", new Cast(DType.FLOAT32), product);
        Value scale = constant(name + "/weight scale", Tensor.ofFloats(new long[0], 0.001f));
        Value scales = add(name + "/scales", new Binary(BinaryKind.MUL), quantized.get(1), scale);
        Value scaled = add(name + "/scaled", new Binary(BinaryKind.MUL), real, scales);
        return add(name, new Binary(BinaryKind.ADD), scaled, floats(name + "/bias", columns));
    }

    private Value floats(String name, int... dims) {
        int count = dims.length == 1 ? dims[0] : dims[0] * dims[1];
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        long[] sizes = dims.length == 1 ? new long[] {dims[0]} : new long[] {dims[0], dims[1]};
        return constant(name, Tensor.ofFloats(sizes, values));
    }

    private Value bytes(String name, int rows, int columns) {
        byte[] values = new byte[rows * columns];
        random.nextBytes(values);
        long[] sizes = {rows, columns};
        return constant(name, new Tensor(DType.INT8, sizes, ByteBuffer.wrap(values)));
    }

    private static Value constant(String name, Constant value) {
        return Value.ofConstant(name, value);
    }
}
