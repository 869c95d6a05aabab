package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * The discrete Fourier transform along an axis: inputs x [.., 1] real or [.., 2] complex (real
 * part, then imaginary), and optionally the length, to which x is cut or filled with zeros, and the
 * axis. The output is complex.
 *
 * @param inverse whether the inverse is computed, with the factor 1 / length
 * @param onesided whether only the first length / 2 + 1 frequencies are kept
 */
public record Dft(boolean inverse, boolean onesided) implements Composite {
    @Override
    public String name() {
        return "DFT";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 3);
        DType type = Rules.floating(context, 0);
        long[] dims = context.dims(0);
        int last = dims.length - 1;
        if (last < 1 || dims[last] < 1 || dims[last] > 2 || (inverse && onesided)) {
            throw context.invalid(
                    "x [.., 1] or [.., 2], and not one side of an inverse",
                    context.type(0).toString());
        }
        long named = context.has(2) ? Rules.one(context, 2, "the axis") : -2;
        int axis = Rules.axis(context, named, dims.length);
        if (axis == last) {
            throw context.invalid("an axis before the last", Long.toString(named));
        }
        long length = context.has(1) ? Rules.one(context, 1, "the length") : dims[axis];
        Rules.type(context, type, length, 2 * Math.max(0, length));
        if (length < 1) {
            throw context.invalid("a length of at least 1", Long.toString(length));
        }
        dims[axis] = onesided ? length / 2 + 1 : length;
        dims[last] = 2;
        return Rules.output(context, type, dims);
    }

    @Override
    public void expand(Expansion expansion) {
        long[] dims = expansion.dims(0);
        int last = dims.length - 1;
        long named = expansion.has(2) ? expansion.value(2).getLong(0) : -2;
        int axis = (int) (named < 0 ? named + dims.length : named);
        long length = expansion.has(1) ? expansion.value(1).getLong(0) : dims[axis];
        long kept = Math.min(length, dims[axis]);
        Value x = expansion.input(0);
        if (kept < dims[axis]) {
            Value ends = expansion.longs(kept);
            x = expansion.step(new Slice(), x, expansion.longs(0), ends, expansion.longs(axis));
        }
        List<Long> swap = new ArrayList<>();
        for (long i = 0; i <= last; i++) {
            swap.add(i == axis ? last - 1 : i == last - 1 ? axis : i);
        }
        long[] turned = dims.clone();
        turned[axis] = dims[last - 1];
        turned[last - 1] = kept;
        Value rows = expansion.step(new Transpose(swap), x);
        Value result = FourierMatrix.apply(expansion, rows, turned, length, inverse, onesided);
        expansion.emit(0, new Transpose(swap), result);
    }
}
