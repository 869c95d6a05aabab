package org.ossicle.graph.eval;

import java.nio.ByteBuffer;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.ScatterElements;
import org.ossicle.graph.op.ScatterNd;
import org.ossicle.graph.op.ScatterReduction;

/** Operators that write elements at indices. */
final class ScatterEvaluators {
    private ScatterEvaluators() {}

    static void scatterNd(ScatterNd op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor y = outputs[0];
        Elements.copyAll(x, y);
        int[] starts = GatherEvaluators.slices(x, inputs[1], 0);
        int size = starts.length == 0 ? 0 : inputs[2].elements() / starts.length;
        for (int i = 0; i < starts.length; i++) {
            for (int j = 0; j < size; j++) {
                join(op.reduction(), inputs[2], i * size + j, y, starts[i] + j);
            }
        }
    }

    static void scatterElements(ScatterElements op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor y = outputs[0];
        Elements.copyAll(x, y);
        int axis = Elements.axis(op.axis(), x.rank());
        int[] offsets = GatherEvaluators.alongAxis(x, inputs[1], axis);
        for (int i = 0; i < offsets.length; i++) {
            join(op.reduction(), inputs[2], i, y, offsets[i]);
        }
    }

    private static void join(ScatterReduction how, Tensor updates, int i, Tensor y, int at) {
        if (how == ScatterReduction.NONE) {
            ByteBuffer target = y.data();
            Elements.copy(updates.data(), i, target, at, y.dtype().bytes());
        } else if (y.dtype().isFloat()) {
            y.setDouble(at, join(how, y.getDouble(at), updates.getDouble(i)));
        } else {
            long present = y.getLong(at);
            long update = updates.getLong(i);
            boolean greater = BinaryEvaluator.compare(present, update, y.dtype()) > 0;
            y.setLong(
                    at,
                    switch (how) {
                        case ADD -> present + update;
                        case MUL -> present * update;
                        case MAX -> greater ? present : update;
                        default -> greater ? update : present;
                    });
        }
    }

    private static double join(ScatterReduction how, double present, double update) {
        return switch (how) {
            case ADD -> present + update;
            case MUL -> present * update;
            case MAX -> Math.max(present, update);
            default -> Math.min(present, update);
        };
    }
}
