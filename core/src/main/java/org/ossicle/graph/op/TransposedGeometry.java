package org.ossicle.graph.op;

import java.util.List;
import java.util.function.BiFunction;
import org.ossicle.error.InvalidGraphException;

/** Output sizes and padding of a transposed convolution. */
final class TransposedGeometry {
    private TransposedGeometry() {}

    static ConvGeometry of(
            ConvTranspose op,
            long[] x,
            long[] w,
            BiFunction<String, String, InvalidGraphException> invalid) {
        ConvGeometry geometry =
                ConvGeometry.parameters(op.attributes(), ConvGeometry.spatial(w), invalid);
        int rank = geometry.rank();
        long[] extra = sizes(op.outputPadding(), rank, "output paddings", invalid);
        long[] wanted = sizes(op.outputShape(), rank, "output sizes", invalid);
        long[] strides = geometry.strides();
        long[] begin = geometry.begin();
        long[] end = geometry.end();
        AutoPad autoPad = op.attributes().autoPad();
        for (int i = 0; i < rank; i++) {
            long in = x[2 + i];
            long full = strides[i] * (in - 1) + extra[i] + geometry.extent(i);
            if (!op.outputShape().isEmpty() || ConvGeometry.isSame(autoPad)) {
                long size = op.outputShape().isEmpty() ? in * strides[i] : wanted[i];
                // ONNX gives the odd element to the start unless the mode is SAME_UPPER.
                AutoPad share = autoPad == AutoPad.SAME_UPPER ? autoPad : AutoPad.SAME_LOWER;
                geometry.setPadding(share, i, Math.max(0, full - size));
                geometry.setOutputSize(i, size);
            } else {
                geometry.setOutputSize(i, full - begin[i] - end[i]);
            }
            if (geometry.outputSizes()[i] < 0) {
                throw invalid.apply(
                        "padding of at most " + full + " along spatial axis " + i,
                        Long.toString(begin[i] + end[i]));
            }
        }
        return geometry;
    }

    private static long[] sizes(
            List<Long> given,
            int rank,
            String what,
            BiFunction<String, String, InvalidGraphException> invalid) {
        boolean fits = given.isEmpty() || given.size() == rank;
        for (long value : given) {
            fits &= value >= 0 && value <= Integer.MAX_VALUE;
        }
        if (!fits) {
            throw invalid.apply(
                    rank + " " + what + " from 0 to " + Integer.MAX_VALUE, given.toString());
        }
        return given.isEmpty()
                ? new long[rank]
                : given.stream().mapToLong(Long::longValue).toArray();
    }
}
