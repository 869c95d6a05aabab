package org.ossicle.graph.eval;

import java.util.Arrays;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.BatchNormalization;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.Broadcasting;
import org.ossicle.graph.op.GroupNormalization;
import org.ossicle.graph.op.InstanceNormalization;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.RmsNormalization;

/** Normalisation to mean 0 and variance 1, or to a mean square of 1. */
final class NormalizationEvaluators {
    private NormalizationEvaluators() {}

    static void layer(LayerNormalization op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        double[] values = Elements.doubles(x);
        int first = Elements.axis(op.axis(), x.rank());
        int rows = Elements.span(x.dims(), 0, first);
        int size = Elements.span(x.dims(), first, x.rank());
        for (int row = 0; row < rows; row++) {
            double mean = mean(values, row * size, size);
            double inverse = normalize(values, row * size, size, mean, op.epsilon());
            if (outputs.length > 1) {
                outputs[1].setDouble(row, mean);
            }
            if (outputs.length > 2) {
                outputs[2].setDouble(row, inverse);
            }
        }
        long[] normalized = Arrays.copyOfRange(x.dims(), first, x.rank());
        scale(values, size, normalized, inputs[1], Evaluator.optional(inputs, 2));
        Elements.put(outputs[0], values);
    }

    static void rms(RmsNormalization op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        double[] values = Elements.doubles(x);
        int first = Elements.axis(op.axis(), x.rank());
        int rows = Elements.span(x.dims(), 0, first);
        int size = Elements.span(x.dims(), first, x.rank());
        for (int row = 0; row < rows; row++) {
            normalize(values, row * size, size, 0, op.epsilon());
        }
        scale(values, size, Arrays.copyOfRange(x.dims(), first, x.rank()), inputs[1], null);
        Elements.put(outputs[0], values);
    }

    static void bias(BiasNorm op, Tensor[] inputs, Tensor[] outputs) {
        double[] values = Elements.doubles(inputs[0]);
        double[] bias = Elements.doubles(inputs[1]);
        int size = bias.length;
        for (int start = 0; start + size <= values.length && size > 0; start += size) {
            double squares = 0;
            for (int i = 0; i < size; i++) {
                double centred = values[start + i] - bias[i];
                squares += centred * centred;
            }
            double factor = op.scale() / Math.sqrt(squares / size);
            for (int i = 0; i < size; i++) {
                values[start + i] *= factor;
            }
        }
        Elements.put(outputs[0], values);
    }

    /** values = values scale + bias, both stretched to the normalised dimensions. */
    private static void scale(
            double[] values, int size, long[] normalized, Tensor scale, Tensor bias) {
        long[] scaleStrides = Broadcasting.strides(scale.dims(), normalized);
        int[] scales = Walk.offsets(normalized, scaleStrides, 0);
        int[] biases =
                bias == null
                        ? null
                        : Walk.offsets(
                                normalized, Broadcasting.strides(bias.dims(), normalized), 0);
        for (int i = 0; i < values.length; i++) {
            double added = bias == null ? 0 : bias.getDouble(biases[i % size]);
            values[i] = values[i] * scale.getDouble(scales[i % size]) + added;
        }
    }

    private static double mean(double[] values, int start, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[start + i];
        }
        return sum / size;
    }

    /** Takes the mean off and divides by the root of what is left; returns the factor used. */
    private static double normalize(
            double[] values, int start, int size, double mean, double epsilon) {
        double squares = 0;
        for (int i = 0; i < size; i++) {
            values[start + i] -= mean;
            squares += values[start + i] * values[start + i];
        }
        double inverse = 1 / Math.sqrt(squares / size + epsilon);
        for (int i = 0; i < size; i++) {
            values[start + i] *= inverse;
        }
        return inverse;
    }

    static void instance(InstanceNormalization op, Tensor[] inputs, Tensor[] outputs) {
        groups(inputs, outputs[0], inputs[0].dim(1), op.epsilon());
    }

    static void group(GroupNormalization op, Tensor[] inputs, Tensor[] outputs) {
        groups(inputs, outputs[0], op.groups(), op.epsilon());
    }

    private static void groups(Tensor[] inputs, Tensor y, long groups, double epsilon) {
        Tensor x = inputs[0];
        double[] values = Elements.doubles(x);
        int channels = (int) x.dim(1);
        int area = Elements.span(x.dims(), 2, x.rank());
        int size = channels / (int) groups * area;
        for (int start = 0; start + size <= values.length && size > 0; start += size) {
            normalize(values, start, size, mean(values, start, size), epsilon);
        }
        for (int i = 0; i < values.length; i++) {
            int channel = i / area % channels;
            double bias = inputs[2].getDouble(channel);
            values[i] = values[i] * inputs[1].getDouble(channel) + bias;
        }
        Elements.put(y, values);
    }

    static void batch(BatchNormalization op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        int channels = x.rank() > 1 ? (int) x.dim(1) : 1;
        int area = x.rank() > 1 ? Elements.span(x.dims(), 2, x.rank()) : 1;
        for (int i = 0; i < x.elements(); i++) {
            int channel = i / area % channels;
            double deviation = Math.sqrt(inputs[4].getDouble(channel) + op.epsilon());
            double centred = x.getDouble(i) - inputs[3].getDouble(channel);
            double scaled = centred / deviation * inputs[1].getDouble(channel);
            outputs[0].setDouble(i, scaled + inputs[2].getDouble(channel));
        }
    }
}
