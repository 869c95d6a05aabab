package org.ossicle.graph.op;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;

/** Normalisations in plainer operators. */
final class NormalizationExpansions {
    private NormalizationExpansions() {}

    /** x factor + shift, both worked out per channel. */
    static void batch(BatchNormalization op, Expansion e) {
        Value[] given = new Value[5];
        for (int i = 1; i < 5; i++) {
            given[i] =
                    e.type(i).dtype() == e.type(0).dtype()
                            ? e.input(i)
                            : e.cast(e.input(i), e.type(0).dtype());
        }
        Value variance = e.binary(BinaryKind.ADD, given[4], e.scalarLike(0, op.epsilon()));
        Value deviation = e.step(Unary.of(UnaryKind.SQRT), variance);
        Value factor = e.binary(BinaryKind.DIV, given[1], deviation);
        Value moved = e.binary(BinaryKind.MUL, given[3], factor);
        Value shift = e.binary(BinaryKind.SUB, given[2], moved);
        scale(e, e.input(0), factor, shift);
    }

    /** Makes the output x factor + shift, given per channel. */
    private static void scale(Expansion e, Value x, Value factor, Value shift) {
        long[] dims = e.dims(0);
        long[] perChannel = new long[Math.max(1, dims.length - 1)];
        Arrays.fill(perChannel, 1);
        perChannel[0] = dims.length > 1 ? dims[1] : 1;
        Value scaled = e.binary(BinaryKind.MUL, x, e.reshape(factor, perChannel));
        e.emit(0, new Binary(BinaryKind.ADD), scaled, e.reshape(shift, perChannel));
    }

    static void layer(LayerNormalization op, Expansion e) {
        DType type = e.type(0).dtype();
        DType work = type == DType.FLOAT64 ? type : DType.FLOAT32;
        int rank = e.dims(0).length;
        Value axes = e.longs(axesFrom(op.axis(), rank));
        Value x = type == work ? e.input(0) : e.cast(e.input(0), work);
        Reduce average = new Reduce(ReduceKind.MEAN, true, false);
        Value mean = e.step(average, x, axes);
        Value centred = e.binary(BinaryKind.SUB, x, mean);
        Value squares = e.binary(BinaryKind.MUL, centred, centred);
        Tensor epsilon = Tensor.zeros(work);
        epsilon.setDouble(0, op.epsilon());
        Value variance =
                e.binary(BinaryKind.ADD, e.step(average, squares, axes), e.constant(epsilon));
        Value inverse =
                e.step(Unary.of(UnaryKind.RECIPROCAL), e.step(Unary.of(UnaryKind.SQRT), variance));
        Value normalized = e.binary(BinaryKind.MUL, centred, inverse);
        Value typed = type == work ? normalized : e.cast(normalized, type);
        Binary times = new Binary(BinaryKind.MUL);
        if (e.has(2)) {
            Value scaled = e.step(times, typed, e.input(1));
            e.emit(0, new Binary(BinaryKind.ADD), scaled, e.input(2));
        } else {
            e.emit(0, times, typed, e.input(1));
        }
        e.emit(1, new Identity(), mean);
        e.emit(2, new Identity(), inverse);
    }

    private static long[] axesFrom(long axis, int rank) {
        int first = (int) (axis < 0 ? axis + rank : axis);
        long[] axes = new long[rank - first];
        Arrays.setAll(axes, i -> first + i);
        return axes;
    }

    /** Each group as one row of a layer normalisation. */
    static void groups(long groups, float epsilon, Expansion e) {
        long[] dims = e.dims(0);
        long size = dims[1] / groups;
        for (int i = 2; i < dims.length; i++) {
            size *= dims[i];
        }
        Value rows = e.reshape(e.input(0), dims[0], groups, size);
        Value ones = e.filledLike(0, 1, size);
        Value normalized = e.step(new LayerNormalization(-1, epsilon), rows, ones);
        scale(e, e.reshape(normalized, dims), e.input(1), e.input(2));
    }

    static void rms(RmsNormalization op, Expansion e) {
        long[] axes = axesFrom(op.axis(), e.dims(0).length);
        Value x = e.input(0);
        Value squares = e.binary(BinaryKind.MUL, x, x);
        Value mean = e.step(new Reduce(ReduceKind.MEAN, true, false), squares, e.longs(axes));
        Value root =
                e.step(
                        Unary.of(UnaryKind.SQRT),
                        e.binary(BinaryKind.ADD, mean, e.scalarLike(0, op.epsilon())));
        Value normalized = e.binary(BinaryKind.DIV, x, root);
        DType result = e.type(1).dtype();
        boolean same = result == e.type(0).dtype();
        Value typed = same ? normalized : e.cast(normalized, result);
        e.emit(0, new Binary(BinaryKind.MUL), typed, e.input(1));
    }
}
