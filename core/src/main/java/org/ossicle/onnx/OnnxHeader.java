package org.ossicle.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model says of itself, without its computation.
 *
 * @param file the file, or the name given for a model in memory; for messages
 * @param irVersion the version of the file format
 * @param opsets the version of each operator set in use, by domain; the default domain is ""
 * @param producer the program that wrote the model and its version; may be empty
 * @param metadata the model's key-value pairs in the file's order; of equal keys the last counts
 * @param inputs the inputs a caller gives, in the model's order, initialised ones left out
 * @param outputs the outputs, in the model's order
 */
public record OnnxHeader(
        String file,
        long irVersion,
        Map<String, Long> opsets,
        String producer,
        Map<String, String> metadata,
        List<OnnxValueInfo> inputs,
        List<OnnxValueInfo> outputs) {

    /** The name of ONNX's own operator domain in {@link #opsets()}. */
    public static final String DEFAULT_DOMAIN = "";

    public OnnxHeader {
        opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
