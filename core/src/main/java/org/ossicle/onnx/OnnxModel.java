package org.ossicle.onnx;

import java.util.List;

/**
 * A model as its file has it. Weights are references into the file or buffer.
 *
 * @param header versions, metadata and signature
 * @param graph the computation
 * @param functions operators the model defines itself
 * @param isSelfContained whether no weight lies outside the model
 */
public record OnnxModel(
        OnnxHeader header, OnnxGraph graph, List<OnnxFunction> functions, boolean isSelfContained) {
    public OnnxModel {
        functions = List.copyOf(functions);
    }
}
