package org.ossicle.graph.eval;

import java.util.Arrays;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.ConvGeometry;
import org.ossicle.graph.op.Pool;
import org.ossicle.graph.op.PoolKind;

/** Pooling, window by window. */
final class PoolEvaluator {
    private PoolEvaluator() {}

    static void pool(Pool op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor y = outputs[0];
        Window window = new Window(op, x);
        double[] values = Elements.doubles(x);
        int places = Elements.span(y.dims(), 2, y.rank());
        for (int i = 0; i < y.elements(); i++) {
            int channel = i / places;
            window.visit(values, channel, i % places);
            if (op.kind() == PoolKind.AVERAGE) {
                y.setDouble(i, window.sum / window.counted);
            } else {
                y.setDouble(i, window.most);
                if (outputs.length > 1) {
                    outputs[1].setLong(i, (long) channel * window.area + window.place);
                }
            }
        }
    }

    /** One window over one channel, with what is found under it. */
    private static final class Window {
        private final Pool op;
        private final WindowPlaces places;
        private final long[] at;
        private final int area;
        private double sum;
        private double most;
        private long counted;
        private long place;

        Window(Pool op, Tensor x) {
            ConvGeometry geometry = op.window(x.dims());
            long[] sizes = Arrays.copyOfRange(x.dims(), 2, x.rank());
            this.op = op;
            this.places = new WindowPlaces(geometry, sizes, geometry.outputSizes());
            this.at = new long[sizes.length];
            this.area = Elements.span(sizes, 0, sizes.length);
        }

        void visit(double[] values, int channel, int output) {
            sum = 0;
            most = Double.NEGATIVE_INFINITY;
            counted = 0;
            place = -1;
            for (int tap = 0; tap < places.taps(); tap++) {
                places.locate(tap, output, at);
                boolean inside = places.isInside(at);
                if (inside || (op.countIncludePad() && places.isPadded(at))) {
                    counted++;
                }
                if (inside) {
                    see(values[channel * area + (int) places.offset(at, false)]);
                }
            }
        }

        private void see(double value) {
            sum += value;
            if (place < 0 || value > most || Double.isNaN(value)) {
                most = value;
                place = places.offset(at, op.columnMajorIndices());
            }
        }
    }
}
