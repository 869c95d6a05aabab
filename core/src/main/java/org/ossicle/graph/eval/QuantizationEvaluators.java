package org.ossicle.graph.eval;

import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.DequantizeLinear;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.QuantizeLinear;

/** Between real numbers and small integers; done in float, as the integers depend on it. */
final class QuantizationEvaluators {
    private QuantizationEvaluators() {}

    /** A scale and the integer that stands for 0. */
    record Parameters(float scale, int zero) {
        /** Parameters for UINT8 whose range covers the given values and 0. */
        static Parameters covering(float[] values, int first, int end) {
            float least = 0;
            float most = 0;
            for (int i = first; i < end; i++) {
                least = Math.min(least, values[i]);
                most = Math.max(most, values[i]);
            }
            float scale = (most - least) / 255;
            if (scale == 0) {
                return new Parameters(1, 0);
            }
            double zero = Math.rint(Math.max(0f, Math.min(255f, -least / scale)));
            return new Parameters(scale, (int) zero);
        }

        /** The integer from 0 to 255 for a value. */
        int quantize(float value) {
            return (int) saturate(Math.rint(value / scale) + zero, DType.UINT8);
        }
    }

    static long saturate(double value, DType type) {
        return CastEvaluator.saturate(value, type);
    }

    static void dynamic(DynamicQuantizeLinear op, Tensor[] inputs, Tensor[] outputs) {
        float[] x = Elements.floats(inputs[0]);
        int rows = op.byRow() ? Elements.span(inputs[0].dims(), 0, inputs[0].rank() - 1) : 1;
        for (int row = 0; row < rows; row++) {
            int first = x.length / rows * row;
            int end = first + x.length / rows;
            Parameters parameters = Parameters.covering(x, first, end);
            for (int i = first; i < end; i++) {
                outputs[0].setLong(i, parameters.quantize(x[i]));
            }
            if (outputs.length > 1) {
                outputs[1].setDouble(row, parameters.scale);
            }
            if (outputs.length > 2) {
                outputs[2].setLong(row, parameters.zero);
            }
        }
    }

    static void quantize(QuantizeLinear op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor y = outputs[0];
        Tensor zero = Evaluator.optional(inputs, 2);
        int[] places = places(x, inputs[1], op.axis(), op.blockSize());
        for (int i = 0; i < places.length; i++) {
            double scaled =
                    x.dtype() == DType.FLOAT64
                            ? x.getDouble(i) / inputs[1].getDouble(places[i])
                            : (float) x.getDouble(i) / (float) inputs[1].getDouble(places[i]);
            long offset = zero == null ? 0 : zero.getLong(places[i]);
            y.setLong(i, saturate(Math.rint(scaled) + offset, y.dtype()));
        }
    }

    static void dequantize(DequantizeLinear op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor zero = Evaluator.optional(inputs, 2);
        int[] places = places(x, inputs[1], op.axis(), op.blockSize());
        for (int i = 0; i < places.length; i++) {
            long centred = x.getLong(i) - (zero == null ? 0 : zero.getLong(places[i]));
            outputs[0].setDouble(i, centred * inputs[1].getDouble(places[i]));
        }
    }

    /** For each element, the place of its scale. */
    private static int[] places(Tensor x, Tensor scale, long axis, long blockSize) {
        int[] places = new int[x.elements()];
        if (scale.elements() == 1 && blockSize == 0) {
            return places;
        }
        int along = Elements.axis(axis, x.rank());
        int inner = Elements.span(x.dims(), along + 1, x.rank());
        int size = (int) x.dim(along);
        int blocks = blockSize == 0 ? 0 : (int) scale.dim(along);
        for (int i = 0; i < places.length; i++) {
            int place = i / inner % size;
            places[i] =
                    blockSize == 0
                            ? place
                            : (i / inner / size * blocks + place / (int) blockSize) * inner
                                    + i % inner;
        }
        return places;
    }
}
