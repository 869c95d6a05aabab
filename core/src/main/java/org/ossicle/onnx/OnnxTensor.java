package org.ossicle.onnx;

import org.ossicle.graph.Constant;

/**
 * A constant of a model.
 *
 * @param name its name, possibly empty
 * @param data its values, or null if they are of a kind nothing here computes with
 * @param obstacle why there are no values, such as {@code "elements of type STRING"}; null if there
 *     are
 */
public record OnnxTensor(String name, Constant data, String obstacle) {
    public OnnxTensor {
        if ((data == null) == (obstacle == null)) {
            throw new IllegalArgumentException(name + ": a tensor has values or an obstacle");
        }
    }
}
