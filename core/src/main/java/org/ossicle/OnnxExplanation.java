package org.ossicle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ossicle.model.OnnxExplainer;
import org.ossicle.model.OnnxReport;

/**
 * What becomes of one ONNX file on its way to an engine, as text for people; the way to see why a
 * model does not load, or what it costs. Parts that were not reached are empty.
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
public record OnnxExplanation(
        String header,
        List<String> unsupportedOperators,
        String importedGraph,
        String passes,
        String compiledGraph,
        String plan,
        String memory,
        String problem) {
    public OnnxExplanation {
        unsupportedOperators = List.copyOf(unsupportedOperators);
    }

    /**
     * Explains a file; what does not work is part of the explanation.
     *
     * @param file an ONNX model
     * @param dims sizes of symbolic dimensions by name; the others are 1
     * @param values of inputs that never change, by name; each becomes a constant of one element
     * @throws org.ossicle.error.ModelFileException if the file cannot be read
     * @throws org.ossicle.error.ModelFormatException if the file is no ONNX model
     */
    public static OnnxExplanation of(
            Path file, Map<String, Long> dims, Map<String, Double> values) {
        OnnxReport report = OnnxExplainer.explain(file, dims, values);
        return new OnnxExplanation(
                report.header(),
                report.unsupportedOperators(),
                report.importedGraph(),
                report.passes(),
                report.compiledGraph(),
                report.plan(),
                report.memory(),
                report.problem());
    }
}
