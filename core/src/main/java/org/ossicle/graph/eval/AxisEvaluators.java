package org.ossicle.graph.eval;

import java.util.Arrays;
import java.util.Comparator;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.ArgReduce;
import org.ossicle.graph.op.Broadcasting;
import org.ossicle.graph.op.CumSum;
import org.ossicle.graph.op.Hardmax;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.TopK;

/** Operators that work along one axis, line by line. */
final class AxisEvaluators {
    private AxisEvaluators() {}

    /** Work on the line whose elements lie at start, start + step, ... */
    private interface LineWork {
        void line(int index, int start, int step, int size);
    }

    private static void forEachLine(Tensor x, int axis, LineWork work) {
        int outer = Elements.span(x.dims(), 0, axis);
        int inner = Elements.span(x.dims(), axis + 1, x.rank());
        int size = (int) x.dim(axis);
        for (int i = 0; i < outer * inner; i++) {
            work.line(i, i / inner * size * inner + i % inner, inner, size);
        }
    }

    /** x as lines along an axis or, flattened, as a matrix whose rows begin at that axis. */
    private static Tensor lines(Tensor x, long axis, boolean flattened) {
        if (!flattened) {
            return x;
        }
        int first = axis == x.rank() ? x.rank() : Elements.axis(axis, x.rank());
        int rows = Elements.span(x.dims(), 0, first);
        return x.reshaped(rows, Elements.span(x.dims(), first, x.rank()));
    }

    static void softmax(Softmax op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = lines(inputs[0], op.axis(), op.flattened());
        int axis = op.flattened() ? 1 : Elements.axis(op.axis(), x.rank());
        double[] values = Elements.doubles(x);
        softmax(x, values, axis, op.log());
        Elements.put(outputs[0], values);
    }

    static void maskedSoftmax(MaskedSoftmax op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor mask = inputs[1];
        boolean flags = mask.dtype() == DType.BOOL;
        int[] places = Walk.offsets(x.dims(), Broadcasting.strides(mask.dims(), x.dims()), 0);
        double[] values = Elements.doubles(x);
        for (int i = 0; i < values.length; i++) {
            if (!flags) {
                values[i] = (float) (values[i] + mask.getDouble(places[i]));
            } else if (mask.getLong(places[i]) != 0) {
                values[i] = op.replacement();
            }
        }
        softmax(x, values, x.rank() - 1, op.log());
        for (int i = 0; op.zeroes() && i < values.length; i++) {
            values[i] = mask.getLong(places[i]) != 0 ? 0 : values[i];
        }
        Elements.put(outputs[0], values);
    }

    /** Replaces the values of x along an axis. */
    private static void softmax(Tensor x, double[] values, int axis, boolean log) {
        forEachLine(
                x,
                axis,
                (index, start, step, size) -> {
                    double most = Double.NEGATIVE_INFINITY;
                    for (int i = 0; i < size; i++) {
                        most = Math.max(most, values[start + i * step]);
                    }
                    double sum = 0;
                    for (int i = 0; i < size; i++) {
                        sum += Math.exp(values[start + i * step] - most);
                    }
                    for (int i = 0; i < size; i++) {
                        double shifted = values[start + i * step] - most;
                        values[start + i * step] =
                                log ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
                    }
                });
    }

    static void hardmax(Hardmax op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = lines(inputs[0], op.axis(), op.flattened());
        int axis = op.flattened() ? 1 : Elements.axis(op.axis(), x.rank());
        forEachLine(
                x,
                axis,
                (index, start, step, size) -> {
                    if (size > 0) {
                        int best = best(x, start, step, size, true, false);
                        outputs[0].setLong(start + best * step, 1);
                    }
                });
    }

    static void argReduce(ArgReduce op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        forEachLine(
                x,
                Elements.axis(op.axis(), x.rank()),
                (index, start, step, size) ->
                        outputs[0].setLong(
                                index, best(x, start, step, size, op.max(), op.selectLast())));
    }

    private static int best(
            Tensor x, int start, int step, int size, boolean max, boolean selectLast) {
        int best = 0;
        for (int i = 1; i < size; i++) {
            int order = compare(x, start + i * step, start + best * step);
            order = max ? order : -order;
            if (order > 0 || (order == 0 && selectLast)) {
                best = i;
            }
        }
        return best;
    }

    /** The order of two elements; NaN counts as greater than all numbers, zeros as equal. */
    private static int compare(Tensor x, int i, int j) {
        if (x.dtype().isFloat()) {
            return Double.compare(x.getDouble(i) + 0.0, x.getDouble(j) + 0.0);
        }
        return BinaryEvaluator.compare(x.getLong(i), x.getLong(j), x.dtype());
    }

    static void topK(TopK op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        int axis = Elements.axis(op.axis(), x.rank());
        int k = (int) inputs[1].getLong(0);
        forEachLine(
                x,
                axis,
                (index, start, step, size) -> {
                    Integer[] places = new Integer[size];
                    Arrays.setAll(places, i -> i);
                    Comparator<Integer> order =
                            (i, j) -> compare(x, start + i * step, start + j * step);
                    Arrays.sort(places, op.largest() ? order.reversed() : order);
                    int out = index / step * k * step + index % step;
                    for (int i = 0; i < k; i++) {
                        int from = start + places[i] * step;
                        int to = out + i * step;
                        Elements.copy(x.data(), from, outputs[0].data(), to, x.dtype().bytes());
                        if (outputs.length > 1) {
                            outputs[1].setLong(to, places[i]);
                        }
                    }
                });
    }

    static void cumSum(CumSum op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor y = outputs[0];
        int axis = RefusedDataException.index(inputs[1].getLong(0), x.rank());
        forEachLine(
                x,
                axis,
                (index, start, step, size) -> {
                    double real = 0;
                    long whole = 0;
                    for (int i = 0; i < size; i++) {
                        int at = start + (op.reverse() ? size - 1 - i : i) * step;
                        double nextReal = real + x.getDouble(at);
                        long nextWhole = whole + x.getLong(at);
                        if (x.dtype().isFloat()) {
                            y.setDouble(at, op.exclusive() ? real : nextReal);
                        } else {
                            y.setLong(at, op.exclusive() ? whole : nextWhole);
                        }
                        real = nextReal;
                        whole = nextWhole;
                    }
                });
    }
}
