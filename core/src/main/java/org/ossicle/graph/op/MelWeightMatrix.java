package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/**
 * The matrix that takes a spectrum to the mel scale: inputs the number of mel bands, the length of
 * the Fourier transform, the sample rate in Hz and the lower and upper edge in Hz, of one element
 * each; output [length / 2 + 1, bands].
 *
 * @param output the element type
 */
public record MelWeightMatrix(DType output) implements Composite {
    @Override
    public String name() {
        return "MelWeightMatrix";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 5, 5);
        for (int i = 0; i < 5; i++) {
            Rules.numeric(context, i);
            Rules.single(context, i);
            Rules.constant(context, i, "the parameters of the matrix");
        }
        long bands = context.constant(0).getLong(0);
        long length = context.constant(1).getLong(0);
        long rate = context.constant(2).getLong(0);
        if (bands < 1 || length < 1 || rate < 1 || bands > length || length > Integer.MAX_VALUE) {
            throw context.invalid(
                    "1 to " + length + " bands and a positive sample rate", bands + " and " + rate);
        }
        return Rules.output(context, output, length / 2 + 1, bands);
    }

    @Override
    public void expand(Expansion expansion) {
        Tensor matrix =
                FourierMatrix.mel(
                        expansion,
                        output,
                        expansion.value(0).getLong(0),
                        expansion.value(1).getLong(0),
                        expansion.value(2).getLong(0),
                        expansion.value(3).getDouble(0),
                        expansion.value(4).getDouble(0));
        expansion.emit(0, new Identity(), expansion.constant(matrix));
    }
}
