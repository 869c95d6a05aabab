package org.ossicle.graph.eval;

import java.nio.ByteBuffer;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.PadMode;

/** Padding: every output element asks, axis by axis, where it comes from. */
final class PadEvaluator {
    private static final int NOWHERE = -1;

    private PadEvaluator() {}

    static void pad(Pad op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor y = outputs[0];
        long[] axes = Elements.longs(Evaluator.optional(inputs, 3));
        long[] pads = Pad.pads(inputs[1].toLongs(), axes, x.rank());
        if (Evaluator.optional(inputs, 2) != null) {
            Elements.fill(inputs[2], 0, y);
        }
        long[] strides = Elements.denseStrides(x.dims());
        int[][] sources = new int[x.rank()][];
        for (int i = 0; i < x.rank(); i++) {
            sources[i] = sources(op.mode(), x.dim(i), pads[i], pads[x.rank() + i], y.dim(i));
        }
        ByteBuffer source = x.data();
        ByteBuffer target = y.data();
        for (int i = 0; i < y.elements(); i++) {
            long from = 0;
            int left = i;
            for (int axis = x.rank() - 1; axis >= 0 && from != NOWHERE; axis--) {
                int place = sources[axis][left % (int) y.dim(axis)];
                left /= (int) y.dim(axis);
                from = place == NOWHERE ? NOWHERE : from + place * strides[axis];
            }
            if (from != NOWHERE) {
                Elements.copy(source, (int) from, target, i, x.dtype().bytes());
            }
        }
    }

    /**
     * For each place along an output axis, the place it comes from along the input axis. Negative
     * pads cut the tensor first; what is left repeats.
     */
    private static int[] sources(PadMode mode, long size, long begin, long end, long padded) {
        long first = Math.max(0, -begin);
        long kept = size + Math.min(0, begin) + Math.min(0, end);
        int[] sources = new int[(int) padded];
        for (int i = 0; i < sources.length; i++) {
            long place = i - Math.max(0, begin);
            long source = place >= 0 && place < kept ? place : repeat(mode, place, kept);
            sources[i] = source == NOWHERE ? NOWHERE : (int) (first + source);
        }
        return sources;
    }

    /** Which of {@code size} elements stands at a place outside them. */
    private static long repeat(PadMode mode, long place, long size) {
        if (mode == PadMode.CONSTANT) {
            return NOWHERE;
        }
        if (mode == PadMode.EDGE || size == 1) {
            return place < 0 ? 0 : size - 1;
        }
        if (mode == PadMode.WRAP) {
            return Math.floorMod(place, size);
        }
        long turn = Math.floorMod(place, 2 * (size - 1));
        return turn < size ? turn : 2 * (size - 1) - turn;
    }
}
