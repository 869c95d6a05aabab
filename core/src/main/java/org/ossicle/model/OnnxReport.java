package org.ossicle.model;

import java.util.List;

/**
 * What becomes of one ONNX file on its way to an engine, as text for people. Parts that were not
 * reached are empty.
 *
 * @param header what the file says of itself
 * @param unsupportedOperators every operator that cannot be imported or run, with a node using it
 * @param importedGraph the graph as imported
 * @param passes the passes in their order, with the number of nodes after each
 * @param compiledGraph the graph after all passes
 * @param plan the steps and where their tensors live
 * @param memory bytes by kind, and what the engine holds
 * @param problem why it went no further, or empty
 */
public record OnnxReport(
        String header,
        List<String> unsupportedOperators,
        String importedGraph,
        String passes,
        String compiledGraph,
        String plan,
        String memory,
        String problem) {
    public OnnxReport {
        unsupportedOperators = List.copyOf(unsupportedOperators);
    }
}
