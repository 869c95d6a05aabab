package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Attention.ScoreStage;

/** Attention as two matrix products with a softmax between them. */
final class AttentionExpansion {
    private static final List<Long> SWAP_HEADS = List.of(0L, 2L, 1L, 3L);
    private static final List<Long> TURN = List.of(0L, 1L, 2L, 4L, 3L);

    private final Attention op;
    private final Expansion e;
    private final AttentionSizes sizes;
    private final long group;

    AttentionExpansion(Attention op, Expansion e) {
        this.op = op;
        this.e = e;
        this.sizes =
                AttentionSizes.of(
                        op,
                        e.dims(0),
                        e.dims(1),
                        e.dims(2),
                        e.has(4) ? e.dims(4) : null,
                        e.has(5) ? e.dims(5) : null);
        this.group = sizes.queryHeads() / sizes.keyHeads();
    }

    void expand() {
        Value keys = withPast(apart(1, sizes.keyHeads()), 4);
        Value values = withPast(apart(2, sizes.keyHeads()), 5);
        e.emit(1, new Identity(), keys);
        e.emit(2, new Identity(), values);
        double scale = op.scale() == 0 ? 1 / Math.sqrt(sizes.keySize()) : op.scale();
        Value root = e.scalarLike(0, Math.sqrt(scale));
        Value queries = e.binary(BinaryKind.MUL, apart(0, sizes.queryHeads()), root);
        Value rows = grouped(queries, group, sizes.queries(), sizes.keySize());
        Value columns = grouped(keys, 1, sizes.total(), sizes.keySize());
        Value scaled = e.binary(BinaryKind.MUL, e.step(new Transpose(TURN), columns), root);
        Value scores = e.reshape(e.step(new MatMul(), rows, scaled), sizes.scores());
        Value weights = weights(scores);
        Value mixed =
                e.step(
                        new MatMul(),
                        grouped(weights, group, sizes.queries(), sizes.total()),
                        grouped(values, 1, sizes.total(), sizes.valueSize()));
        int rank = e.dims(0).length;
        long[] perHead = sizes.output(4);
        Value y = e.reshape(mixed, perHead);
        Value ordered = rank == 4 ? y : e.step(new Transpose(SWAP_HEADS), y);
        e.emit(0, new Reshape(true), ordered, e.longs(sizes.output(rank)));
    }

    /** Operand {@code i} as [B, heads, .., ..]. */
    private Value apart(int i, long heads) {
        long[] dims = e.dims(i);
        if (dims.length == 4) {
            return e.input(i);
        }
        Value split = e.reshape(e.input(i), dims[0], dims[1], heads, dims[2] / heads);
        return e.step(new Transpose(SWAP_HEADS), split);
    }

    private Value withPast(Value present, int past) {
        return e.has(past) ? e.step(new Concat(2), e.input(past), present) : present;
    }

    /** x as [B, G, that many heads each, .., ..]. */
    private Value grouped(Value x, long heads, long rows, long columns) {
        return e.reshape(x, sizes.batch(), sizes.keyHeads(), heads, rows, columns);
    }

    /** What the scores become on their way through cap, mask and softmax. */
    private Value weights(Value scores) {
        show(ScoreStage.PRODUCT, scores);
        Value capped = scores;
        if (op.softcap() != 0) {
            Value cap = e.scalarLike(0, op.softcap());
            Value bent = e.step(Unary.of(UnaryKind.TANH), e.binary(BinaryKind.DIV, scores, cap));
            capped = e.binary(BinaryKind.MUL, bent, cap);
        }
        show(ScoreStage.CAPPED, capped);
        Value bias = bias();
        Value masked = bias == null ? capped : e.binary(BinaryKind.ADD, capped, bias);
        show(ScoreStage.MASKED, masked);
        DType type = e.type(0).dtype();
        boolean same = op.precision() == null || op.precision() == type;
        Softmax softmax = new Softmax(-1, false, false);
        Value weights =
                same
                        ? e.step(softmax, masked)
                        : e.cast(e.step(softmax, e.cast(masked, op.precision())), type);
        if (bias != null) {
            Value most = e.step(new Reduce(ReduceKind.MAX, true, false), bias, e.longs(-1));
            Value blind = e.binary(BinaryKind.EQUAL, most, never());
            weights = e.step(new Where(), blind, e.scalarLike(0, 0), weights);
        }
        show(ScoreStage.SOFTMAX, weights);
        return weights;
    }

    private void show(ScoreStage stage, Value scores) {
        if (op.scoreStage() == stage) {
            e.emit(3, new Identity(), scores);
        }
    }

    private Value never() {
        return e.scalarLike(0, Double.NEGATIVE_INFINITY);
    }

    /** What is added to the scores, or null for nothing. */
    private Value bias() {
        Value bias = null;
        if (e.has(3)) {
            bias = e.type(3).dtype() == DType.BOOL ? asBias(e.input(3)) : e.input(3);
            long[] dims = e.dims(3);
            long lacking = sizes.total() - dims[dims.length - 1];
            if (lacking > 0) {
                Value pads = e.longs(0, lacking);
                Pad pad = new Pad(PadMode.CONSTANT);
                bias = e.step(pad, bias, pads, never(), e.longs(-1));
            }
        }
        if (op.causal()) {
            bias = plus(bias, asBias(causal()));
        }
        if (e.has(6)) {
            Value places = MaskExpansions.ramp(e, sizes.total(), 3, 4);
            bias = plus(bias, asBias(e.binary(BinaryKind.LESS, places, perItem(e.input(6)))));
        }
        return bias;
    }

    private Value plus(Value bias, Value more) {
        return bias == null ? more : e.binary(BinaryKind.ADD, bias, more);
    }

    private Value asBias(Value seen) {
        return e.step(new Where(), seen, e.scalarLike(0, 0), never());
    }

    private Value perItem(Value counts) {
        return e.reshape(counts, sizes.batch(), 1, 1, 1);
    }

    /** Which keys a query sees: those up to its own place among all keys. */
    private Value causal() {
        Value offset = e.constant(Tensor.ofLongs(new long[0], sizes.past()));
        if (e.has(6)) {
            Value queries = e.constant(Tensor.ofLongs(new long[0], sizes.queries()));
            offset = e.binary(BinaryKind.SUB, perItem(e.input(6)), queries);
        }
        Value rows = MaskExpansions.ramp(e, sizes.queries(), 2, 4);
        Value columns = MaskExpansions.ramp(e, sizes.total(), 3, 4);
        Value own = e.binary(BinaryKind.ADD, rows, offset);
        return e.binary(BinaryKind.LESS_OR_EQUAL, columns, own);
    }
}
