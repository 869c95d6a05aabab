package org.ossicle.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node as the file has it.
 *
 * @param name its name, possibly empty
 * @param domain the operator's domain, "" for ONNX's own
 * @param opType the operator
 * @param overload tells functions of the same name apart; mostly empty
 * @param inputs the names of its inputs, "" for an omitted one
 * @param outputs the names of its outputs, "" for one nobody asked for
 * @param attributes its attributes by name
 */
public record OnnxNode(
        String name,
        String domain,
        String opType,
        String overload,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> attributes) {

    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes =
                attributes.isEmpty()
                        ? Map.of()
                        : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** What messages call the node: its name, or else its operator and first output. */
    public String label() {
        if (!name.isEmpty()) {
            return name;
        }
        return opType + (outputs.isEmpty() ? "" : " of " + outputs.get(0));
    }
}
