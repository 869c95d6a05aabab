package org.ossicle.graph.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.*;

/** At least one sensible use of every operator that holds no graph. */
public final class OperatorExamples {
    /** A use of an operator. */
    public record Example(Op op, int outputCount, Tensor... inputs) {
        @Override
        public String toString() {
            return op + " of " + Arrays.toString(inputs);
        }
    }

    private final List<Example> examples = new ArrayList<>();

    private OperatorExamples() {}

    public static List<Example> all() {
        OperatorExamples all = new OperatorExamples();
        all.addElementwise();
        all.addQuantized();
        all.addShapes();
        all.addIndexing();
        all.addProducts();
        all.addAxes();
        all.addNormalizations();
        all.addRecurrent();
        all.addArrangements();
        all.addSpectra();
        all.addAttention();
        return all.examples;
    }

    private void add(Op op, Tensor... inputs) {
        examples.add(new Example(op, 1, inputs));
    }

    private void add(int outputs, Op op, Tensor... inputs) {
        examples.add(new Example(op, outputs, inputs));
    }

    /** A tensor of small numbers. */
    static Tensor tensor(DType type, long... dims) {
        Tensor tensor = Tensor.zeros(type, dims);
        for (int i = 0; i < tensor.elements(); i++) {
            if (type.isFloat()) {
                tensor.setDouble(i, (i * 7 % 11 - 4) / 4.0);
            } else {
                tensor.setLong(i, i * 7 % 11);
            }
        }
        return tensor;
    }

    static Tensor floats(long... dims) {
        return tensor(DType.FLOAT32, dims);
    }

    static Tensor longs(long... values) {
        return Tensor.ofLongs(new long[] {values.length}, values);
    }

    static Tensor one(long value) {
        return Tensor.ofLongs(new long[0], value);
    }

    private static Tensor ints(long... values) {
        Tensor tensor = Tensor.zeros(DType.INT32, values.length);
        for (int i = 0; i < values.length; i++) {
            tensor.setLong(i, values[i]);
        }
        return tensor;
    }

    private void addElementwise() {
        for (UnaryKind kind : UnaryKind.values()) {
            DType type =
                    switch (kind) {
                        case NOT -> DType.BOOL;
                        case BITWISE_NOT -> DType.UINT16;
                        case ABS, NEG, SIGN -> DType.INT8;
                        default -> DType.FLOAT32;
                    };
            add(new Unary(kind, 0.5f, 0.25f), tensor(type, 2, 3));
        }
        for (BinaryKind kind : BinaryKind.values()) {
            DType type =
                    switch (kind) {
                        case AND, OR, XOR -> DType.BOOL;
                        case BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
                                DType.UINT8;
                        case MOD, FMOD, EQUAL -> DType.INT32;
                        case LESS, POW -> DType.UINT64;
                        default -> DType.FLOAT32;
                    };
            Tensor b = tensor(type, 3);
            b.setLong(0, 5);
            add(new Binary(kind), tensor(type, 2, 3), b);
        }
        add(new Where(), tensor(DType.BOOL, 2, 1), floats(3), floats(2, 3));
        add(new Cast(DType.INT8), floats(2, 3));
        add(new Cast(DType.UINT64), tensor(DType.FLOAT16, 4));
        add(new CastLike(), floats(2, 3), tensor(DType.BFLOAT16, 1));
        add(new Clip(), floats(4), floats(), floats());
        add(new Clip(), tensor(DType.UINT64, 4), null, tensor(DType.UINT64));
        add(new Swoosh(4, 0.08f, 0.035f), floats(2, 3));
        add(new Trilu(true), floats(2, 3, 3), one(1));
    }

    private void addQuantized() {
        add(3, new DynamicQuantizeLinear(), floats(2, 3));
        add(3, new DynamicQuantizeLinear(true), floats(2, 3));
        add(new QuantizeLinear(1, 0, DType.UINT8), floats(2, 3), floats(3));
        add(
                new QuantizeLinear(0, 2, DType.INT8),
                floats(4, 3),
                floats(2, 3),
                tensor(DType.INT8, 2, 3));
        add(
                new DequantizeLinear(1, 0),
                tensor(DType.UINT8, 2, 3),
                floats(3),
                tensor(DType.UINT8, 3));
        add(new DequantizeLinear(0, 2), tensor(DType.INT16, 3, 2), floats(2, 2));
    }

    private void addShapes() {
        add(new Identity(), floats(2, 3));
        add(new Reshape(false), floats(2, 3), longs(0, -1, 1));
        add(new Reshape(true), floats(2, 0), longs(0, 5));
        add(new Flatten(1), floats(2, 3, 2));
        add(new Squeeze(), floats(2, 1, 1), longs(-1));
        add(new Unsqueeze(), floats(2, 3), longs(0, 3));
        add(new ShapeOf(1, Long.MAX_VALUE), floats(2, 3));
        add(new Size(), floats(2, 3));
        add(new ConstantOfShape(floats()), longs(2, 3));
        add(new Range(), one(1), one(10), one(4));
        add(new Range(), floats(1), floats(1), floats(1));
        add(new EyeLike(null, 1), floats(2, 3));
        add(new Transpose(List.of(2L, 0L, 1L)), floats(2, 3, 2));
        add(new Expand(), floats(3, 1), longs(2, 1, 4));
        add(new Tile(), floats(2, 3), longs(2, 3));
        add(new Concat(1), floats(2, 3), floats(2, 1), floats(2, 2));
        add(2, new Split(1, 0), floats(2, 3));
        add(2, new Split(0, 2), floats(3), longs(1, 2));
        add(new Slice(), floats(3, 4), longs(0, -1), longs(9, -9), longs(0, 1), longs(2, -2));
        add(new StridedView(List.of(2L, 3L), List.of(-1L, 2L), 1), floats(6));
        for (PadMode mode : PadMode.values()) {
            add(new Pad(mode), floats(2, 3), longs(1, 1, 0, 2), floats(), longs(1, 0));
        }
    }

    private void addIndexing() {
        add(new Gather(1), floats(2, 3), longs(0, -1, 2));
        add(new GatherElements(1), floats(2, 3), Tensor.ofLongs(new long[] {2, 2}, 0, 2, -1, 1));
        add(new GatherNd(1), floats(2, 3), Tensor.ofLongs(new long[] {2, 1}, 0, 2));
        for (ScatterReduction how : ScatterReduction.values()) {
            Tensor places = Tensor.ofLongs(new long[] {2, 1}, 1, 0);
            add(new ScatterNd(how), floats(2, 3), places, floats(2, 3));
            add(new ScatterElements(1, how), floats(2, 3), places, floats(2, 1));
        }
        add(new OneHot(-1), longs(0, 2, -3, 9), one(3), tensor(DType.INT32, 2));
    }

    private void addProducts() {
        add(new MatMul(), floats(2, 3, 4), floats(4, 2));
        add(new MatMul(), tensor(DType.INT64, 3), tensor(DType.INT64, 2, 3, 2));
        add(new FusedMatMul(Activation.TANH), floats(2, 3), floats(3, 2), floats(2));
        add(new Gemm(0.5f, 2, true, true), floats(3, 2), floats(4, 3), floats(2, 1));
        Tensor bytes = tensor(DType.UINT8, 2, 3);
        Tensor weights = tensor(DType.INT8, 3, 4);
        add(new MatMulInteger(), bytes, weights, tensor(DType.UINT8, 2), tensor(DType.INT8, 4));
        add(
                new QuantizedMatMul(Activation.RELU),
                bytes,
                floats(),
                tensor(DType.UINT8),
                weights,
                floats(4),
                tensor(DType.INT8, 4),
                floats(4));
        add(
                new QuantizedMatMul(Activation.NONE),
                tensor(DType.UINT8, 2, 3),
                floats(2, 1),
                tensor(DType.UINT8, 2, 1),
                tensor(DType.INT8, 3, 4),
                floats(4),
                tensor(DType.INT8, 4));
        ConvAttributes window =
                new ConvAttributes(
                        AutoPad.NOTSET, List.of(3L), List.of(2L), List.of(1L), List.of(1L, 2L), 2);
        ConvAttributes same =
                new ConvAttributes(
                        AutoPad.SAME_UPPER, List.of(), List.of(), List.of(2L, 1L), List.of(), 1);
        add(new Conv(window), floats(2, 4, 5), floats(2, 2, 3), floats(2));
        add(new Conv(same), floats(1, 2, 4, 3), floats(3, 2, 2, 2));
        add(new FusedConv(window, Activation.SIGMOID), floats(1, 4, 5), floats(2, 2, 3), floats(2));
        add(
                new ConvInteger(window),
                tensor(DType.UINT8, 1, 4, 5),
                tensor(DType.UINT8, 2, 2, 3),
                tensor(DType.UINT8),
                tensor(DType.UINT8, 2));
        add(
                new ConvTranspose(window, List.of(1L), List.of()),
                floats(1, 4, 5),
                floats(4, 2, 3),
                floats(4));
        add(
                2,
                new CausalConvWithState(true),
                floats(2, 4, 5),
                floats(6, 2, 3),
                floats(6),
                floats(2, 4, 2));
        add(2, pool(PoolKind.MAX, false), floats(1, 2, 5));
        add(pool(PoolKind.MAX, false), tensor(DType.INT8, 1, 2, 5));
        add(pool(PoolKind.AVERAGE, false), floats(1, 2, 5));
        add(pool(PoolKind.AVERAGE, true), floats(1, 2, 5, 2));
    }

    private static Pool pool(PoolKind kind, boolean global) {
        ConvAttributes window =
                new ConvAttributes(
                        AutoPad.NOTSET, List.of(2L), List.of(2L), List.of(), List.of(1L, 0L), 1);
        return new Pool(kind, window, true, true, global, false);
    }

    private void addAxes() {
        for (ReduceKind kind : ReduceKind.values()) {
            add(new Reduce(kind, true, false), floats(2, 3, 2), longs(0, -1));
            add(new Reduce(kind, false, false), tensor(DType.UINT64, 2, 3));
        }
        add(new ArgReduce(true, 1, false, true), floats(2, 3));
        add(new Softmax(-1, true, false), floats(2, 3));
        add(new Softmax(1, false, true), floats(2, 3, 2));
        add(new Hardmax(0, false), floats(2, 3));
        add(new CumSum(true, true), floats(2, 3), one(1));
        add(2, new TopK(1, true, true), floats(2, 3), longs(2));
    }

    private void addNormalizations() {
        add(3, new LayerNormalization(1, 1e-5f), floats(2, 3, 2), floats(3, 2), floats(2));
        add(new BiasNorm(0.3f), floats(2, 3), floats(3));
        add(new MaskedSoftmax(false, -9, true), floats(2, 3), tensor(DType.BOOL, 2, 1));
        add(new MaskedSoftmax(true, 0, false), floats(2, 3), floats(3));
        add(new RmsNormalization(-1, 1e-5f), floats(2, 3), floats(3));
        add(
                new BatchNormalization(1e-5f),
                floats(2, 3, 2),
                floats(3),
                floats(3),
                floats(3),
                floats(3));
        add(new InstanceNormalization(1e-5f), floats(2, 3, 4), floats(3), floats(3));
        add(new GroupNormalization(2, 1e-5f), floats(2, 4, 3), floats(4), floats(4));
    }

    private void addRecurrent() {
        Direction both = Direction.BIDIRECTIONAL;
        Lstm lstm = new Lstm(3, both, Lstm.defaultActivations(both), 0, false, false);
        Tensor lengths = ints(4, 2);
        add(
                3,
                lstm,
                floats(4, 2, 5),
                floats(2, 12, 5),
                floats(2, 12, 3),
                floats(2, 24),
                lengths,
                floats(2, 2, 3),
                floats(2, 2, 3),
                floats(2, 9));
        add(
                3,
                new DynamicQuantizeLstm(lstm),
                floats(4, 2, 5),
                tensor(DType.INT8, 2, 5, 12),
                tensor(DType.UINT8, 2, 3, 12),
                floats(2, 24),
                lengths,
                null,
                null,
                null,
                floats(2),
                tensor(DType.INT8, 2),
                floats(2, 12),
                tensor(DType.UINT8, 2, 12));
        Direction reverse = Direction.REVERSE;
        add(
                2,
                new Gru(3, reverse, Gru.defaultActivations(reverse), 1, true, true),
                floats(2, 4, 5),
                floats(1, 9, 5),
                floats(1, 9, 3),
                floats(1, 18),
                lengths,
                floats(2, 1, 3));
        add(
                2,
                new Rnn(3, reverse, Rnn.defaultActivations(reverse), 0, false),
                floats(4, 2, 5),
                floats(1, 3, 5),
                floats(1, 3, 3),
                floats(1, 6));
    }

    private void addArrangements() {
        add(new DepthToSpace(2, false), floats(1, 8, 2, 3));
        add(new DepthToSpace(2, true), floats(1, 8, 2, 3));
        add(new SpaceToDepth(2), floats(1, 2, 4, 6));
        add(new ReverseSequence(0, 1), floats(4, 2, 3), longs(2, 4));
        add(new NonZero(), tensor(DType.BOOL, 2, 3));
        add(new Einsum("bij, jk -> bik"), floats(2, 3, 4), floats(4, 5));
        add(new Einsum("...ii->...i"), floats(2, 3, 3));
        add(new Einsum("ab,cb,b"), floats(2, 3), floats(4, 3), floats(3));
        for (ResizeRule.Coordinates coordinates : ResizeRule.Coordinates.values()) {
            addResize(ResizeRule.Mode.LINEAR, coordinates);
        }
        addResize(ResizeRule.Mode.NEAREST, ResizeRule.Coordinates.HALF_PIXEL);
        addResize(ResizeRule.Mode.CUBIC, ResizeRule.Coordinates.HALF_PIXEL);
    }

    private void addResize(ResizeRule.Mode mode, ResizeRule.Coordinates coordinates) {
        ResizeRule rule =
                new ResizeRule(
                        mode,
                        coordinates,
                        ResizeRule.Nearest.ROUND_PREFER_CEIL,
                        ResizeRule.Aspect.NOT_LARGER);
        Resize resize = new Resize(rule, -0.75f, true, true, 0.5f, List.of(1L, -1L));
        Tensor region = Tensor.ofFloats(new long[] {4}, 0.25f, 0, 1, 0.75f);
        add(resize, floats(2, 3, 4), region, null, longs(2, 7));
        Tensor scales = Tensor.ofFloats(new long[] {2}, 1.5f, 0.6f);
        add(resize, floats(2, 3, 4), region, scales);
    }

    private void addSpectra() {
        add(new Dft(false, true), floats(2, 5, 1), one(6), one(1));
        add(new Dft(true, false), floats(2, 5, 2), one(4));
        add(new Stft(true), floats(2, 20), one(4), floats(8), one(8));
        add(new Stft(false), floats(2, 20, 2), one(3), null, one(5));
        add(new MelWeightMatrix(DType.FLOAT32), one(4), one(32), one(8000), one(0), one(4000));
        add(new CosineWindow(CosineWindow.Kind.HANN, true, DType.FLOAT64), one(8));
    }

    private void addAttention() {
        Attention.ScoreStage masked = Attention.ScoreStage.MASKED;
        add(
                4,
                new Attention(true, 0, 2, 0, 0, masked, DType.FLOAT64),
                floats(2, 4, 3, 2),
                floats(2, 2, 5, 2),
                floats(2, 2, 5, 6),
                tensor(DType.BOOL, 3, 6),
                floats(2, 2, 1, 2),
                floats(2, 2, 1, 6),
                longs(4, 6));
        add(
                new Attention(false, 0.5f, 0, 2, 1, masked, null),
                floats(1, 3, 4),
                floats(1, 5, 2),
                floats(1, 5, 3));
        add(
                new RotaryEmbedding(true, 2, 4),
                floats(2, 3, 10),
                floats(7, 2),
                floats(7, 2),
                Tensor.ofLongs(new long[] {2, 3}, 0, 1, 2, 6, 5, 4));
        add(new RotaryEmbedding(false, 0, 0), floats(1, 2, 3, 4), floats(1, 3, 2), floats(1, 3, 2));
    }
}
