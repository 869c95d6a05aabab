package org.ossicle.graph.eval;

import java.util.Arrays;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.ConvGeometry;
import org.ossicle.graph.op.ConvInteger;
import org.ossicle.graph.op.ConvTranspose;
import org.ossicle.graph.op.FusedConv;

/** Convolutions as products of the weight with the windows laid out as columns. */
final class ConvEvaluators {
    private ConvEvaluators() {}

    /** The sizes of one convolution, and where in a channel each window element lies. */
    private record Layout(int items, int groups, int channels, int area, int[] taps, int[] dims) {
        static Layout of(ConvAttributes attributes, Tensor x, Tensor w, Tensor y) {
            ConvGeometry geometry = ConvGeometry.of(attributes, x.dims(), w.dims());
            int groups = (int) attributes.group();
            int[] dims = {
                (int) y.dim(1) / groups,
                (int) w.dim(1) * Elements.span(w.dims(), 2, w.rank()),
                Elements.span(y.dims(), 2, y.rank())
            };
            return new Layout(
                    (int) x.dim(0),
                    groups,
                    (int) w.dim(1),
                    Elements.span(x.dims(), 2, x.rank()),
                    new WindowPlaces(geometry, spatial(x), geometry.outputSizes()).offsets(),
                    dims);
        }

        Products.Size product() {
            return new Products.Size(dims[0], dims[1], dims[2]);
        }

        /** Where channel {@code channel} of a group begins in x. */
        int channelStart(int item, int group, int channel) {
            return ((item * groups + group) * channels + channel) * area;
        }

        int weightStart(int group) {
            return group * dims[0] * dims[1];
        }

        int outputStart(int item, int group) {
            return (item * groups + group) * dims[0] * dims[2];
        }

        int columnElements() {
            return dims[1] * dims[2];
        }
    }

    static long[] spatial(Tensor x) {
        return Arrays.copyOfRange(x.dims(), 2, x.rank());
    }

    static void conv(Conv op, Tensor[] inputs, Tensor[] outputs) {
        Tensor y = outputs[0];
        Layout layout = Layout.of(op.attributes(), inputs[0], inputs[1], y);
        double[] bias = new double[(int) y.dim(1)];
        if (Evaluator.optional(inputs, 2) != null) {
            bias = Elements.doubles(inputs[2]);
        }
        if (y.dtype() == DType.FLOAT32) {
            floats(layout, inputs, bias, y);
        } else {
            doubles(layout, inputs, bias, y);
        }
    }

    private static void floats(Layout layout, Tensor[] inputs, double[] bias, Tensor y) {
        float[] x = Elements.floats(inputs[0]);
        float[] w = Elements.floats(inputs[1]);
        float[] columns = new float[layout.columnElements()];
        int[] taps = layout.taps;
        float[] out = new float[y.elements()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) bias[i / layout.dims[2] % bias.length];
        }
        for (int item = 0; item < layout.items; item++) {
            for (int group = 0; group < layout.groups; group++) {
                for (int channel = 0; channel < layout.channels; channel++) {
                    int from = layout.channelStart(item, group, channel);
                    int to = channel * taps.length;
                    for (int i = 0; i < taps.length; i++) {
                        columns[to + i] = taps[i] == WindowPlaces.PADDING ? 0 : x[from + taps[i]];
                    }
                }
                int start = layout.outputStart(item, group);
                int weight = layout.weightStart(group);
                Products.add(w, weight, columns, 0, out, start, layout.product());
            }
        }
        Elements.put(y, out);
    }

    private static void doubles(Layout layout, Tensor[] inputs, double[] bias, Tensor y) {
        double[] x = Elements.doubles(inputs[0]);
        double[] w = Elements.doubles(inputs[1]);
        double[] columns = new double[layout.columnElements()];
        int[] taps = layout.taps;
        double[] out = new double[y.elements()];
        for (int i = 0; i < out.length; i++) {
            out[i] = bias[i / layout.dims[2] % bias.length];
        }
        for (int item = 0; item < layout.items; item++) {
            for (int group = 0; group < layout.groups; group++) {
                for (int channel = 0; channel < layout.channels; channel++) {
                    int from = layout.channelStart(item, group, channel);
                    int to = channel * taps.length;
                    for (int i = 0; i < taps.length; i++) {
                        columns[to + i] = taps[i] == WindowPlaces.PADDING ? 0 : x[from + taps[i]];
                    }
                }
                int start = layout.outputStart(item, group);
                int weight = layout.weightStart(group);
                Products.add(w, weight, columns, 0, out, start, layout.product());
            }
        }
        Elements.put(y, out);
    }

    static void fusedConv(FusedConv op, Tensor[] inputs, Tensor[] outputs) {
        conv(new Conv(op.attributes()), inputs, outputs);
        MatMulEvaluators.activate(op.activation(), outputs[0]);
    }

    static void convInteger(ConvInteger op, Tensor[] inputs, Tensor[] outputs) {
        Tensor y = outputs[0];
        Layout layout = Layout.of(op.attributes(), inputs[0], inputs[1], y);
        int[] x = Elements.ints(inputs[0]);
        int[] w = Elements.ints(inputs[1]);
        subtract(x, Evaluator.optional(inputs, 2), x.length);
        subtract(w, Evaluator.optional(inputs, 3), w.length / (int) inputs[1].dim(0));
        int[] columns = new int[layout.columnElements()];
        int[] taps = layout.taps;
        int[] out = new int[y.elements()];
        for (int item = 0; item < layout.items; item++) {
            for (int group = 0; group < layout.groups; group++) {
                for (int channel = 0; channel < layout.channels; channel++) {
                    int from = layout.channelStart(item, group, channel);
                    int to = channel * taps.length;
                    for (int i = 0; i < taps.length; i++) {
                        columns[to + i] = taps[i] == WindowPlaces.PADDING ? 0 : x[from + taps[i]];
                    }
                }
                int start = layout.outputStart(item, group);
                int weight = layout.weightStart(group);
                Products.add(w, weight, columns, 0, out, start, layout.product());
            }
        }
        Elements.put(y, out);
    }

    /** Takes a zero point, single or one per block of that many elements, off all values. */
    private static void subtract(int[] values, Tensor zero, int block) {
        for (int i = 0; zero != null && i < values.length; i++) {
            values[i] -= (int) zero.getLong(zero.elements() == 1 ? 0 : i / block);
        }
    }

    static void convTranspose(ConvTranspose op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor w = inputs[1];
        Tensor y = outputs[0];
        // The transpose of the convolution that takes y to x.
        ConvGeometry geometry = op.geometry(x.dims(), w.dims());
        int[] taps = new WindowPlaces(geometry, spatial(y), spatial(x)).offsets();
        int groups = (int) op.attributes().group();
        int inPerGroup = (int) x.dim(1) / groups;
        int outPerGroup = (int) w.dim(1);
        int places = Elements.span(x.dims(), 2, x.rank());
        int area = Elements.span(y.dims(), 2, y.rank());
        int kernel = Elements.span(w.dims(), 2, w.rank());
        double[] in = Elements.doubles(x);
        double[] weight = Elements.doubles(w);
        double[] out = new double[y.elements()];
        Tensor bias = Evaluator.optional(inputs, 2);
        for (int i = 0; bias != null && i < out.length; i++) {
            out[i] = bias.getDouble(i / area % (int) y.dim(1));
        }
        for (int i = 0; i < x.dim(0) * x.dim(1) * outPerGroup; i++) {
            int inPlane = i / outPerGroup;
            int inChannel = inPlane % (int) x.dim(1);
            int item = inPlane / (int) x.dim(1);
            int group = inChannel / inPerGroup;
            int outPlane = (item * groups + group) * outPerGroup + i % outPerGroup;
            int weightStart = (inChannel * outPerGroup + i % outPerGroup) * kernel;
            for (int j = 0; j < taps.length; j++) {
                if (taps[j] != WindowPlaces.PADDING) {
                    out[outPlane * area + taps[j]] +=
                            in[inPlane * places + j % places] * weight[weightStart + j / places];
                }
            }
        }
        Elements.put(y, out);
    }
}
