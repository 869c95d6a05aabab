package org.ossicle.onnx;

/** Brings one operator of ONNX, in any opset, to canonical form. */
@FunctionalInterface
interface Converter {
    /** Emits what the node computes, or refuses what it asks for. */
    void convert(NodeImport node);
}
