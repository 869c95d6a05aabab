package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.ossicle.graph.Value;

/**
 * Transposed convolution as a plain one: zeros between the inputs take the place of the strides,
 * and the kernel is turned round.
 */
final class TransposedExpansion {
    private TransposedExpansion() {}

    static void expand(ConvTranspose op, Expansion e) {
        long[] x = e.dims(0);
        long[] w = e.dims(1);
        ConvGeometry geometry = op.geometry(x, w);
        int rank = geometry.rank();
        long[] sizes = x.clone();
        Value spread = e.input(0);
        List<Long> pads = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            spread = spread(e, spread, sizes, 2 + i, geometry.strides()[i]);
            long reach = geometry.extent(i) - 1;
            long begin = reach - geometry.begin()[i];
            long end = geometry.outputSizes()[i] + reach - sizes[2 + i] - begin;
            spread = cut(e, spread, sizes, 2 + i, Math.max(0, -begin), Math.max(0, -end));
            pads.add(Math.max(0, begin));
            ends.add(Math.max(0, end));
        }
        pads.addAll(ends);
        ConvAttributes window =
                new ConvAttributes(
                        AutoPad.NOTSET,
                        List.of(),
                        List.of(),
                        LongStream.of(geometry.dilations()).boxed().toList(),
                        pads,
                        op.attributes().group());
        Value kernel = turned(e, w, op.attributes().group());
        e.emit(0, new Conv(window), spread, kernel, e.input(2));
    }

    /** Puts stride - 1 zeros between neighbours along one axis. */
    private static Value spread(Expansion e, Value x, long[] sizes, int axis, long stride) {
        if (stride == 1 || sizes[axis] < 2) {
            return x;
        }
        long before = 1;
        long after = 1;
        for (int i = 0; i < sizes.length; i++) {
            before *= i < axis ? sizes[i] : 1;
            after *= i > axis ? sizes[i] : 1;
        }
        Value rows = e.reshape(x, before, sizes[axis], 1, after);
        Value padded =
                e.step(new Pad(PadMode.CONSTANT), rows, e.longs(0, 0, 0, 0, 0, 0, stride - 1, 0));
        sizes[axis] *= stride;
        Value joined = e.reshape(padded, sizes);
        return cut(e, joined, sizes, axis, 0, stride - 1);
    }

    private static Value cut(Expansion e, Value x, long[] sizes, int axis, long begin, long end) {
        if (begin == 0 && end == 0) {
            return x;
        }
        long stop = sizes[axis] - end;
        sizes[axis] = stop - begin;
        return e.step(new Slice(), x, e.longs(begin), e.longs(stop), e.longs(axis));
    }

    /** w [C, M / group, kernel] as [M, C / group, kernel turned round]. */
    private static Value turned(Expansion e, long[] w, long group) {
        int rank = w.length - 2;
        long[] split = new long[rank + 3];
        split[0] = group;
        split[1] = w[0] / group;
        split[2] = w[1];
        System.arraycopy(w, 2, split, 3, rank);
        List<Long> order = new ArrayList<>(List.of(0L, 2L, 1L));
        for (long i = 3; i < split.length; i++) {
            order.add(i);
        }
        Value swapped = e.step(new Transpose(order), e.reshape(e.input(1), split));
        long[] dims = w.clone();
        dims[0] = group * w[1];
        dims[1] = w[0] / group;
        long[] starts = new long[rank];
        long[] ends = new long[rank];
        long[] axes = new long[rank];
        Arrays.fill(starts, -1);
        Arrays.fill(ends, Long.MIN_VALUE);
        Arrays.setAll(axes, i -> i + 2);
        return e.step(
                new Slice(),
                e.reshape(swapped, dims),
                e.longs(starts),
                e.longs(ends),
                e.longs(axes),
                e.longs(starts));
    }
}
