package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/**
 * The Fourier transform of overlapping frames: inputs the signal [N, samples], [N, samples, 1] real
 * or [N, samples, 2] complex, the step from frame to frame, and optionally the window and the frame
 * length. The output [N, frames, frequencies, 2] is complex.
 *
 * @param onesided whether only the first length / 2 + 1 frequencies are kept
 */
public record Stft(boolean onesided) implements Composite {
    @Override
    public String name() {
        return "STFT";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 4);
        DType type = Rules.floating(context, 0);
        long[] dims = context.dims(0);
        if (dims.length < 2
                || dims.length > 3
                || (dims.length == 3 && (dims[2] < 1 || dims[2] > 2))) {
            throw context.invalid(
                    "a signal [N, samples] or [N, samples, 1 or 2]", context.type(0) + "");
        }
        long step = Rules.one(context, 1, "the frame step");
        Rules.isIfThere(context, 2, type);
        long length = 0;
        if (context.has(3)) {
            length = Rules.one(context, 3, "the frame length");
            Rules.dimsIfThere(context, 2, length);
        } else if (context.has(2)) {
            length = Rules.rank(context, 2, 1)[0];
        }
        if (step < 1 || length < 1 || length > dims[1]) {
            throw context.invalid(
                    "a frame step of at least 1 and 1 to " + dims[1] + " samples per frame",
                    step + " and " + length);
        }
        Rules.type(context, type, length, 2 * length);
        long frames = (dims[1] - length) / step + 1;
        return Rules.output(context, type, dims[0], frames, onesided ? length / 2 + 1 : length, 2);
    }

    @Override
    public void expand(Expansion expansion) {
        long[] dims = expansion.dims(0);
        long step = expansion.value(1).getLong(0);
        long length = expansion.has(3) ? expansion.value(3).getLong(0) : expansion.dims(2)[0];
        long frames = (dims[1] - length) / step + 1;
        long parts = dims.length == 3 ? dims[2] : 1;
        Tensor places = expansion.zeros(DType.INT64, frames, length);
        for (int i = 0; i < places.elements(); i++) {
            places.setLong(i, i / length * step + i % length);
        }
        Value signal = expansion.reshape(expansion.input(0), dims[0], dims[1], parts);
        Value framed = expansion.step(new Gather(1), signal, expansion.constant(places));
        if (expansion.has(2)) {
            Value window = expansion.reshape(expansion.input(2), length, 1);
            framed = expansion.binary(BinaryKind.MUL, framed, window);
        }
        long[] sizes = {dims[0], frames, length, parts};
        Value result = FourierMatrix.apply(expansion, framed, sizes, length, false, onesided);
        expansion.emit(0, new Identity(), result);
    }
}
