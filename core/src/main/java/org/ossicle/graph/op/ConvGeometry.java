package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.InferenceContext;

/**
 * A window worked out for given spatial sizes: everything a convolution or pooling kernel needs,
 * with padding explicit.
 */
public final class ConvGeometry {
    private static final long MAX_PARAMETER = Integer.MAX_VALUE;

    private final long[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] begin;
    private final long[] end;
    private final long[] outputSizes;

    ConvGeometry(
            long[] kernel,
            long[] strides,
            long[] dilations,
            long[] begin,
            long[] end,
            long[] outputSizes) {
        this.kernel = kernel;
        this.strides = strides;
        this.dilations = dilations;
        this.begin = begin;
        this.end = end;
        this.outputSizes = outputSizes;
    }

    /**
     * The window of a convolution.
     *
     * @param x the sizes of its input [N, C, spatial]
     * @param w the sizes of its weight [M, C / group, kernel]
     * @throws InvalidGraphException if they do not fit
     */
    public static ConvGeometry of(ConvAttributes attributes, long[] x, long[] w) {
        return of(attributes, spatial(x), spatial(w), false, ConvGeometry::refuse);
    }

    static ConvGeometry of(
            ConvAttributes attributes,
            long[] input,
            long[] kernel,
            boolean ceilMode,
            BiFunction<String, String, InvalidGraphException> invalid) {
        ConvGeometry geometry = parameters(attributes, kernel, invalid);
        for (int i = 0; i < kernel.length; i++) {
            geometry.pad(attributes.autoPad(), i, input[i]);
            long reach = geometry.extent(i);
            long room = input[i] + geometry.begin[i] + geometry.end[i] - reach;
            long stride = geometry.strides[i];
            if (room < 0 && !ceilMode && !isSame(attributes.autoPad())) {
                throw invalid.apply(
                        "at least " + reach + " elements with padding along spatial axis " + i,
                        Long.toString(room + reach));
            }
            long steps = Math.floorDiv(room, stride);
            if (ceilMode) {
                steps = Math.floorDiv(room + stride - 1, stride);
                // A window that starts in the padding at the end does not count.
                if (steps * stride >= input[i] + geometry.begin[i]) {
                    steps--;
                }
            }
            geometry.outputSizes[i] = Math.max(0, steps + 1);
        }
        return geometry;
    }

    /** Kernel, strides, dilations and written padding, checked; the rest still 0. */
    static ConvGeometry parameters(
            ConvAttributes attributes,
            long[] kernel,
            BiFunction<String, String, InvalidGraphException> invalid) {
        int rank = kernel.length;
        long[] shape = list(attributes.kernelShape(), kernel, 1, "kernel sizes", invalid);
        if (!Arrays.equals(shape, kernel)) {
            throw invalid.apply(
                    "the kernel sizes of the weight, " + Arrays.toString(kernel),
                    Arrays.toString(shape));
        }
        long[] ones = new long[rank];
        Arrays.fill(ones, 1);
        long[] pads = list(attributes.pads(), new long[2 * rank], 0, "pads", invalid);
        boolean written = attributes.autoPad() == AutoPad.NOTSET;
        return new ConvGeometry(
                shape,
                list(attributes.strides(), ones, 1, "strides", invalid),
                list(attributes.dilations(), ones, 1, "dilations", invalid),
                written ? Arrays.copyOf(pads, rank) : new long[rank],
                written ? Arrays.copyOfRange(pads, rank, 2 * rank) : new long[rank],
                new long[rank]);
    }

    private static long[] list(
            List<Long> given,
            long[] otherwise,
            long least,
            String what,
            BiFunction<String, String, InvalidGraphException> invalid) {
        long[] values = otherwise.clone();
        if (!given.isEmpty()) {
            values = given.stream().mapToLong(Long::longValue).toArray();
        }
        boolean fits = values.length == otherwise.length;
        for (long value : values) {
            fits &= value >= least && value <= MAX_PARAMETER;
        }
        if (!fits) {
            throw invalid.apply(
                    otherwise.length + " " + what + " from " + least + " to " + MAX_PARAMETER,
                    Arrays.toString(values));
        }
        return values;
    }

    static boolean isSame(AutoPad autoPad) {
        return autoPad == AutoPad.SAME_UPPER || autoPad == AutoPad.SAME_LOWER;
    }

    private void pad(AutoPad autoPad, int i, long input) {
        if (!isSame(autoPad)) {
            return;
        }
        long wanted = (input + strides[i] - 1) / strides[i];
        long total = Math.max(0, (wanted - 1) * strides[i] + extent(i) - input);
        setPadding(autoPad, i, total);
    }

    /** Shares {@code total} padding between both ends, the odd element where the mode says. */
    void setPadding(AutoPad autoPad, int i, long total) {
        begin[i] = autoPad == AutoPad.SAME_LOWER ? total - total / 2 : total / 2;
        end[i] = total - begin[i];
    }

    /** The sizes of a convolution's output, with groups and channels checked. */
    static long[] outputDims(
            InferenceContext context, ConvAttributes attributes, int input, int weight) {
        long[] x = context.dims(input);
        long[] w = context.dims(weight);
        long group = attributes.group();
        boolean fits = x.length >= 3 && w.length == x.length && group >= 1;
        if (!fits || x[1] % group != 0 || x[1] / group != w[1] || w[0] % group != 0) {
            throw context.invalid(
                    "x [N, C, spatial] and w [M, C / " + group + ", kernel] with M divisible",
                    context.type(input) + " and " + context.type(weight));
        }
        ConvGeometry geometry = of(attributes, spatial(x), spatial(w), false, context::invalid);
        long[] dims = x.clone();
        dims[1] = w[0];
        System.arraycopy(geometry.outputSizes, 0, dims, 2, geometry.rank());
        return dims;
    }

    static long[] spatial(long[] dims) {
        return Arrays.copyOfRange(dims, 2, dims.length);
    }

    static InvalidGraphException refuse(String expected, String found) {
        return new InvalidGraphException(
                "window", expected, found, "infer the types of the graph first");
    }

    /** The number of spatial dimensions. */
    public int rank() {
        return kernel.length;
    }

    /** The kernel's size along each spatial dimension. */
    public long[] kernel() {
        return kernel.clone();
    }

    public long[] strides() {
        return strides.clone();
    }

    public long[] dilations() {
        return dilations.clone();
    }

    /** Padding at the start of each spatial dimension. */
    public long[] begin() {
        return begin.clone();
    }

    /** Padding at the end of each spatial dimension. */
    public long[] end() {
        return end.clone();
    }

    /** The output's size along each spatial dimension. */
    public long[] outputSizes() {
        return outputSizes.clone();
    }

    /** From the first to the last element under the window along one dimension, both included. */
    long extent(int i) {
        return (kernel[i] - 1) * dilations[i] + 1;
    }

    void setOutputSize(int i, long size) {
        outputSizes[i] = size;
    }
}
