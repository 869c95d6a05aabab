package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Tensor;

/**
 * How one axis is resized.
 *
 * @param index which axis
 * @param input its size
 * @param output its size afterwards
 * @param scale output over input
 * @param start where the region begins, as a part of the axis
 * @param end where the region ends
 */
record ResizeAxis(int index, long input, long output, double scale, double start, double end) {
    /** The axes that are resized; scales or sizes is null. */
    static List<ResizeAxis> of(Resize op, long[] dims, Tensor region, Tensor scales, Tensor sizes) {
        int count = op.axes().isEmpty() ? dims.length : op.axes().size();
        double common = scales == null ? commonScale(op, dims, sizes, count) : 0;
        List<ResizeAxis> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int axis = axis(op, i, dims.length);
            double start = region == null ? 0 : region.getDouble(i);
            double end = region == null ? 1 : region.getDouble(count + i);
            long input = dims[axis];
            double scale;
            long output;
            if (scales != null) {
                scale = (float) scales.getDouble(i);
                output = (long) Math.floor(input * (end - start) * scale);
            } else if (op.rule().aspect() == ResizeRule.Aspect.STRETCH) {
                output = sizes.getLong(i);
                scale = (double) output / input;
            } else {
                scale = common;
                output = (long) Math.floor(common * input + 0.5);
            }
            result.add(new ResizeAxis(axis, input, output, scale, start, end));
        }
        return result;
    }

    private static int axis(Resize op, int i, int rank) {
        long axis = op.axes().isEmpty() ? i : op.axes().get(i);
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private static double commonScale(Resize op, long[] dims, Tensor sizes, int count) {
        boolean least = op.rule().aspect() == ResizeRule.Aspect.NOT_LARGER;
        double scale = least ? Double.POSITIVE_INFINITY : 0;
        for (int i = 0; i < count; i++) {
            double each = sizes.getDouble(i) / dims[axis(op, i, dims.length)];
            scale = least ? Math.min(scale, each) : Math.max(scale, each);
        }
        return scale;
    }

    boolean isIdentity() {
        return input == output && scale == 1 && start == 0 && end == 1;
    }

    /** The place in the input, counted in elements, that place {@code x} stands for. */
    double origin(ResizeRule.Coordinates coordinates, long x) {
        double width = scale * input;
        double half = (x + 0.5) / scale - 0.5;
        return switch (coordinates) {
            case HALF_PIXEL -> half;
            case HALF_PIXEL_SYMMETRIC -> half + input / 2.0 * (1 - output / width);
            case PYTORCH_HALF_PIXEL -> width == 1 ? -0.5 : half;
            case ALIGN_CORNERS -> width == 1 ? 0 : x * (input - 1) / (width - 1);
            case ASYMMETRIC -> x / scale;
            case TF_CROP_AND_RESIZE -> {
                double span = (end - start) * (input - 1);
                double within = width == 1 ? span / 2 : x * span / (width - 1);
                yield within + start * (input - 1);
            }
        };
    }

    boolean isOutside(double origin) {
        return origin < 0 || origin > input - 1;
    }

    /** The neighbour that is nearest to a place. */
    long nearest(ResizeRule.Nearest rule, double origin) {
        double place =
                switch (rule) {
                    case FLOOR -> Math.floor(origin);
                    case CEIL -> Math.ceil(origin);
                    case ROUND_PREFER_FLOOR -> Math.ceil(origin - 0.5);
                    case ROUND_PREFER_CEIL -> Math.floor(origin + 0.5);
                };
        return (long) Math.max(0, Math.min(input - 1, place));
    }

    /** How much each element of the input counts at a place. */
    double[] weights(Resize op, double origin) {
        boolean cubic = op.rule().mode() == ResizeRule.Mode.CUBIC;
        double shrink = op.antialias() ? Math.min(1, scale) : 1;
        int reach = (int) Math.ceil((cubic ? 2 : 1) / shrink);
        long left = (long) Math.ceil(origin) - 1;
        double[] weights = new double[(int) input];
        double sum = 0;
        for (long i = left - reach + 1; i <= left + reach; i++) {
            double distance = Math.abs(i - origin) * shrink;
            double weight =
                    cubic ? cubic(distance, op.cubicCoefficient()) : Math.max(0, 1 - distance);
            boolean outside = i < 0 || i >= input;
            if (!(outside && op.excludeOutside())) {
                weights[(int) Math.max(0, Math.min(input - 1, i))] += weight;
                sum += weight;
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Keys' cubic convolution kernel. */
    private static double cubic(double x, double a) {
        if (x <= 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
    }
}
