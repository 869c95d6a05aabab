package org.ossicle.onnx;

/** Brings some related operators of ONNX, in any opset, to canonical form. */
interface Converter {
    /** Emits what the node computes, or refuses what it asks for. */
    void convert(NodeImport node);
}
