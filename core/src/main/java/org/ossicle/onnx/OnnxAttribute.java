package org.ossicle.onnx;

import java.util.Objects;

/**
 * An attribute of a node.
 *
 * @param name its name
 * @param kind what it holds
 * @param value a {@code Float}, {@code Long}, {@code String}, {@link OnnxTensor}, {@link
 *     OnnxGraph}, {@code float[]}, {@code long[]} or {@code List<String>} according to the kind;
 *     null for {@code OTHER} and for a reference
 * @param reference the attribute of the function around the node that this one takes its value
 *     from, or null
 */
public record OnnxAttribute(String name, Kind kind, Object value, String reference) {
    /** What an attribute holds. */
    public enum Kind {
        FLOAT,
        INT,
        STRING,
        TENSOR,
        GRAPH,
        FLOATS,
        INTS,
        STRINGS,
        /** A kind no supported operator uses: sparse tensors, types, lists of tensors or graphs. */
        OTHER
    }

    public OnnxAttribute {
        Objects.requireNonNull(name);
        Objects.requireNonNull(kind);
    }

    /** The same value under another name. */
    OnnxAttribute renamed(String newName) {
        return new OnnxAttribute(newName, kind, value, reference);
    }
}
