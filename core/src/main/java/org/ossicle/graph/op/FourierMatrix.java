package org.ossicle.graph.op;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;

/** Spectral transforms as products with constant matrices. */
final class FourierMatrix {
    private FourierMatrix() {}

    /**
     * The transform along the axis before the last.
     *
     * @param x of {@code dims}, the last 1 for real and 2 for complex numbers
     * @param length the length of the transform, at least the size of the axis
     */
    static Value apply(
            Expansion e, Value x, long[] dims, long length, boolean inverse, boolean onesided) {
        int last = dims.length - 1;
        long given = dims[last - 1];
        long parts = dims[last];
        long frequencies = onesided ? length / 2 + 1 : length;
        Tensor matrix = e.zeros(e.type(0).dtype(), given * parts, frequencies * 2);
        for (int row = 0; row < given * parts; row++) {
            for (int column = 0; column < frequencies * 2; column++) {
                long turn = row / parts * (column / 2) % length;
                double angle = (inverse ? 2 : -2) * Math.PI * turn / length;
                boolean real = row % parts == column % 2;
                double weight = real ? Math.cos(angle) : Math.sin(angle);
                boolean negative = row % parts == 1 && column % 2 == 0;
                double signed = negative ? -weight : weight;
                int at = (int) (row * frequencies * 2 + column);
                matrix.setDouble(at, inverse ? signed / length : signed);
            }
        }
        long[] rows = Arrays.copyOf(dims, last);
        rows[last - 1] = given * parts;
        Value product = e.step(new MatMul(), e.reshape(x, rows), e.constant(matrix));
        long[] result = dims.clone();
        result[last - 1] = frequencies;
        result[last] = 2;
        return e.reshape(product, result);
    }

    /** Triangles over the bins of a spectrum, evenly spaced on the mel scale. */
    static Tensor mel(
            Expansion e,
            DType type,
            long bands,
            long length,
            long rateHz,
            double lowHz,
            double highHz) {
        long bins = length / 2 + 1;
        Tensor matrix = e.zeros(type, bins, bands);
        double low = melOf(lowHz);
        double step = (melOf(highHz) - low) / (bands + 2);
        long[] edges = new long[(int) bands + 2];
        for (int i = 0; i < edges.length; i++) {
            double hz = 700 * (Math.pow(10, (low + i * step) / 2595) - 1);
            edges[i] = (long) Math.floor((length + 1) * hz / rateHz);
        }
        for (int band = 0; band < bands; band++) {
            long from = edges[band];
            long peak = edges[band + 1];
            long to = edges[band + 2];
            for (long bin = Math.max(0, from);
                    bin < Math.min(bins, Math.max(to, peak + 1));
                    bin++) {
                double rising = peak == from ? 1 : (double) (bin - from) / (peak - from);
                double falling = to == peak ? 0 : (double) (to - bin) / (to - peak);
                boolean before = bin <= peak;
                matrix.setDouble((int) (bin * bands + band), before ? rising : falling);
            }
        }
        return matrix;
    }

    private static double melOf(double hz) {
        return 2595 * Math.log10(1 + hz / 700);
    }
}
