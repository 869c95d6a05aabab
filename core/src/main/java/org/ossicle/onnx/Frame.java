package org.ossicle.onnx;

import java.util.Map;

/**
 * What holds for the nodes of the model or of one call of a function.
 *
 * @param opsets the operator sets in use
 * @param attributes what references to attributes of the function stand for
 * @param prefix put before the names of nodes and values, to tell calls apart
 * @param outputNames the names that the results of a function have where it is called
 * @param depth how many calls lie around this one
 */
record Frame(
        Map<String, Long> opsets,
        Map<String, OnnxAttribute> attributes,
        String prefix,
        Map<String, String> outputNames,
        int depth) {

    static Frame ofModel(OnnxHeader header) {
        return new Frame(header.opsets(), null, "", Map.of(), 0);
    }

    /** What a value of that name is called in the graph. */
    String displayName(String name) {
        String outer = outputNames.isEmpty() ? null : outputNames.get(name);
        if (outer != null) {
            return outer;
        }
        return prefix.isEmpty() ? name : prefix + name;
    }
}
