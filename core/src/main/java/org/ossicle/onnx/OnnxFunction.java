package org.ossicle.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operator that a model defines by other operators.
 *
 * @param domain its domain
 * @param name its name
 * @param overload tells functions of the same name apart; mostly empty
 * @param inputs the names its nodes use for the inputs
 * @param outputs the names its nodes use for the outputs
 * @param defaults the attributes that have a default value
 * @param nodes what it does
 * @param opsets the operator sets its nodes use
 */
public record OnnxFunction(
        String domain,
        String name,
        String overload,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> defaults,
        List<OnnxNode> nodes,
        Map<String, Long> opsets) {

    public OnnxFunction {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
        nodes = List.copyOf(nodes);
        opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
    }
}
