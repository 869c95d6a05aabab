package org.ossicle.graph.eval;

import java.nio.ByteBuffer;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Broadcasting;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.Trilu;
import org.ossicle.graph.op.Where;

/** Operators that keep some elements and replace others. */
final class SelectionEvaluators {
    private SelectionEvaluators() {}

    static void where(Where op, Tensor[] inputs, Tensor[] outputs) {
        Tensor y = outputs[0];
        long[] dims = y.dims();
        Walk[] walks = new Walk[3];
        ByteBuffer[] sources = new ByteBuffer[3];
        for (int i = 0; i < 3; i++) {
            walks[i] = new Walk(dims, Broadcasting.strides(inputs[i].dims(), dims), 0);
            sources[i] = inputs[i].data();
        }
        ByteBuffer target = y.data();
        for (int i = 0; i < y.elements(); i++) {
            boolean holds = sources[0].get(walks[0].next()) != 0;
            int a = walks[1].next();
            int b = walks[2].next();
            Elements.copy(sources[holds ? 1 : 2], holds ? a : b, target, i, y.dtype().bytes());
        }
    }

    static void clip(Clip op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor least = Evaluator.optional(inputs, 1);
        Tensor most = Evaluator.optional(inputs, 2);
        boolean real = x.dtype().isFloat();
        for (int i = 0; i < x.elements(); i++) {
            if (real) {
                double value = x.getDouble(i);
                value = least == null ? value : Math.max(value, least.getDouble(0));
                value = most == null ? value : Math.min(value, most.getDouble(0));
                outputs[0].setDouble(i, value);
            } else {
                outputs[0].setLong(i, clip(x.getLong(i), least, most, x.dtype()));
            }
        }
    }

    private static long clip(long value, Tensor least, Tensor most, DType type) {
        long result = value;
        if (least != null && BinaryEvaluator.compare(result, least.getLong(0), type) < 0) {
            result = least.getLong(0);
        }
        if (most != null && BinaryEvaluator.compare(result, most.getLong(0), type) > 0) {
            result = most.getLong(0);
        }
        return result;
    }

    static void trilu(Trilu op, Tensor[] inputs, Tensor[] outputs) {
        Tensor x = inputs[0];
        Tensor k = Evaluator.optional(inputs, 1);
        long diagonal = k == null ? 0 : k.getLong(0);
        long rows = x.dim(x.rank() - 2);
        long columns = x.dim(x.rank() - 1);
        ByteBuffer source = x.data();
        ByteBuffer target = outputs[0].data();
        for (int i = 0; i < x.elements(); i++) {
            // Subtracted from a small number, not the diagonal: no diagonal overflows this.
            long place = i % columns - i / columns % rows;
            if (op.upper() ? place >= diagonal : place <= diagonal) {
                Elements.copy(source, i, target, i, x.dtype().bytes());
            }
        }
    }
}
