package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.error.UnsupportedOperatorException;

/** Collects what a model asks for and nothing here can do, to be told all at once. */
final class ImportReport {
    private final String file;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, String> firstUses = new LinkedHashMap<>();

    ImportReport(String file) {
        this.file = file;
    }

    /**
     * @param what the operator and, if it is one of its options that is missing, that option
     * @param opset the version of its operator set, or null if the model does not import it
     * @param node a node that uses it
     */
    void refuse(String what, Long opset, String node) {
        String key = what + (opset == null ? "" : ", opset " + opset);
        counts.merge(key, 1, Integer::sum);
        firstUses.putIfAbsent(key, node);
    }

    void throwIfAny() {
        if (counts.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        counts.forEach(
                (key, count) -> {
                    String more = count == 1 ? "" : " and " + (count - 1) + " more";
                    lines.add(key + " (" + firstUses.get(key) + more + ")");
                });
        throw new UnsupportedOperatorException(file, lines, OnnxImporter.supportedOperators());
    }
}
