package org.ossicle.graph.eval;

import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.EyeLike;
import org.ossicle.graph.op.Op;
import org.ossicle.graph.op.Range;
import org.ossicle.graph.op.ShapeOf;
import org.ossicle.graph.op.Size;

/** Operators that make tensors out of shapes, or change the shape alone. */
final class ShapeEvaluators {
    private ShapeEvaluators() {}

    /** The same elements in the shape of the output. */
    static void reshape(Op op, Tensor[] inputs, Tensor[] outputs) {
        Elements.copyAll(inputs[0], outputs[0]);
    }

    static void shape(ShapeOf op, Tensor[] inputs, Tensor[] outputs) {
        long[] sizes = op.slice(inputs[0].dims());
        for (int i = 0; i < sizes.length; i++) {
            outputs[0].setLong(i, sizes[i]);
        }
    }

    static void size(Size op, Tensor[] inputs, Tensor[] outputs) {
        outputs[0].setLong(0, inputs[0].elements());
    }

    static void constantOfShape(ConstantOfShape op, Tensor[] inputs, Tensor[] outputs) {
        Elements.fill(op.value(), 0, outputs[0]);
    }

    static void range(Range op, Tensor[] inputs, Tensor[] outputs) {
        Tensor y = outputs[0];
        for (int i = 0; i < y.elements(); i++) {
            if (y.dtype().isFloat()) {
                y.setDouble(i, inputs[0].getDouble(0) + i * inputs[2].getDouble(0));
            } else {
                y.setLong(i, inputs[0].getLong(0) + i * inputs[2].getLong(0));
            }
        }
    }

    static void eyeLike(EyeLike op, Tensor[] inputs, Tensor[] outputs) {
        Tensor y = outputs[0];
        boolean visible = op.k() > -y.dim(0) && op.k() < y.dim(1);
        for (long row = Math.max(0, -op.k()); visible && row < y.dim(0); row++) {
            long column = row + op.k();
            if (column < y.dim(1)) {
                y.setLong((int) (row * y.dim(1) + column), 1);
            }
        }
    }
}
