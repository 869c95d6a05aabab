package org.ossicle.onnx;

import java.util.List;

/**
 * A graph as the file has it, with names instead of links.
 *
 * @param name its name, possibly empty
 * @param nodes the nodes in the file's order
 * @param initializers the constants
 * @param inputs all inputs; before IR 4 they name the initializers too
 * @param outputs the outputs
 */
public record OnnxGraph(
        String name,
        List<OnnxNode> nodes,
        List<OnnxTensor> initializers,
        List<OnnxValueInfo> inputs,
        List<OnnxValueInfo> outputs) {

    public OnnxGraph {
        nodes = List.copyOf(nodes);
        initializers = List.copyOf(initializers);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
