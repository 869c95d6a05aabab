package org.ossicle.onnx;

import org.ossicle.graph.DType;
import org.ossicle.graph.Shape;
import org.ossicle.graph.TensorType;

/**
 * What a model says of one input or output.
 *
 * @param name its name
 * @param dtype the element type, or null if it is not said or not a tensor of a known type
 * @param shape the shape, or null if not even the number of dimensions is said; a dimension without
 *     a size or name is called {@code <value>_dim<axis>}
 * @param obstacle what it is if no tensor of a known type, such as {@code "a sequence"}; else null
 */
public record OnnxValueInfo(String name, DType dtype, Shape shape, String obstacle) {
    /** The type, or null if the model does not say all of it. */
    public TensorType type() {
        return dtype == null || shape == null ? null : new TensorType(dtype, shape);
    }

    @Override
    public String toString() {
        if (obstacle != null) {
            return name + ": " + obstacle;
        }
        TensorType type = type();
        return name + ": " + (type == null ? "unknown" : type.toString());
    }
}
