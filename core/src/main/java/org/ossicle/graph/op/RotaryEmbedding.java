package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * Pairs of elements turned by angles that depend on their place: inputs x [B, H, S, D] or, with
 * heads joined, [B, S, H D], cosines and sines [places, R / 2] with the places INT64 [B, S], or
 * without places [B, S, R / 2].
 *
 * @param interleaved whether the elements of a pair are neighbours, not R / 2 apart
 * @param heads H where heads are joined
 * @param turned R, how many elements of each head are turned; 0 for all
 */
public record RotaryEmbedding(boolean interleaved, long heads, long turned) implements Composite {
    @Override
    public String name() {
        return "RotaryEmbedding";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 3, 4);
        DType type = Rules.floating(context, 0);
        Rules.is(context, 1, type);
        Rules.is(context, 2, type);
        long[] x = context.dims(0);
        boolean joined = x.length == 3;
        if (joined ? heads < 1 || x[2] % heads != 0 : x.length != 4) {
            throw context.invalid(
                    "x [B, H, S, D], or [B, S, H D] with the heads said",
                    context.type(0).toString());
        }
        long size = joined ? x[2] / heads : x[3];
        long steps = joined ? x[1] : x[2];
        long count = turned == 0 ? size : turned;
        if (count < 1 || count > size || count % 2 != 0) {
            throw context.invalid("an even number of 2 to " + size + " to turn", "" + count);
        }
        if (context.has(3)) {
            Rules.indices(context, 3);
            Rules.dims(context, 3, x[0], steps);
            Rules.dims(context, 1, Rules.rank(context, 1, 2)[0], count / 2);
        } else {
            Rules.dims(context, 1, x[0], steps, count / 2);
        }
        Rules.dims(context, 2, context.dims(1));
        return Rules.output(context, type, x);
    }

    @Override
    public void expand(Expansion expansion) {
        long[] dims = expansion.dims(0);
        boolean joined = dims.length == 3;
        long size = joined ? dims[2] / heads : dims[3];
        long half = (turned == 0 ? size : turned) / 2;
        long[] apart = joined ? new long[] {dims[0], dims[1], heads, size} : dims;
        Value x = joined ? expansion.reshape(expansion.input(0), apart) : expansion.input(0);
        Value cosines = perHead(expansion, 1, joined);
        Value sines = perHead(expansion, 2, joined);
        long step = interleaved ? 2 : 1;
        Value first = slice(expansion, x, 0, interleaved ? 2 * half : half, step);
        Value second = slice(expansion, x, interleaved ? 1 : half, 2 * half, step);
        Value real =
                expansion.binary(
                        BinaryKind.SUB,
                        expansion.binary(BinaryKind.MUL, first, cosines),
                        expansion.binary(BinaryKind.MUL, second, sines));
        Value imaginary =
                expansion.binary(
                        BinaryKind.ADD,
                        expansion.binary(BinaryKind.MUL, first, sines),
                        expansion.binary(BinaryKind.MUL, second, cosines));
        Value pairs;
        if (interleaved) {
            long[] flat = apart.clone();
            flat[3] = 2 * half;
            Value stacked =
                    expansion.step(
                            new Concat(-1),
                            expansion.step(new Unsqueeze(), real, expansion.longs(-1)),
                            expansion.step(new Unsqueeze(), imaginary, expansion.longs(-1)));
            pairs = expansion.reshape(stacked, flat);
        } else {
            pairs = expansion.step(new Concat(-1), real, imaginary);
        }
        Value rest = slice(expansion, x, 2 * half, size, 1);
        Value all = expansion.step(new Concat(-1), pairs, rest);
        expansion.emit(0, new Reshape(true), all, expansion.longs(dims));
    }

    /** The cosines or sines of every place, to stretch along the heads. */
    private static Value perHead(Expansion expansion, int i, boolean joined) {
        Value angles = expansion.input(i);
        if (expansion.has(3)) {
            angles = expansion.step(new Gather(0), angles, expansion.input(3));
        }
        return expansion.step(new Unsqueeze(), angles, expansion.longs(joined ? 2 : 1));
    }

    private static Value slice(Expansion expansion, Value x, long start, long end, long step) {
        return expansion.step(
                new Slice(),
                x,
                expansion.longs(start),
                expansion.longs(end),
                expansion.longs(3),
                expansion.longs(step));
    }
}
