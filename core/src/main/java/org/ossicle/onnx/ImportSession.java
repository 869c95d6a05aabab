package org.ossicle.onnx;

import java.util.Map;
import org.ossicle.error.ModelFormatException;

/** What one import keeps for all its graphs; used by one thread. */
final class ImportSession {
    private static final int MAX_NODES = 200_000;

    private final String file;
    private final Map<String, OnnxFunction> functions;
    private final ImportReport report;
    private int nodes;

    ImportSession(String file, Map<String, OnnxFunction> functions, ImportReport report) {
        this.file = file;
        this.functions = functions;
        this.report = report;
    }

    String file() {
        return file;
    }

    ImportReport report() {
        return report;
    }

    /** The function a node calls, or null. */
    OnnxFunction function(OnnxNode node) {
        if (functions.isEmpty()) {
            return null;
        }
        return functions.get(functionKey(node.domain(), node.opType(), node.overload()));
    }

    /** Counts a node, so that functions calling functions cannot grow without bound. */
    void countNode() {
        if (++nodes > MAX_NODES) {
            throw broken(
                    "model", "at most " + MAX_NODES + " nodes after inlining functions", "more");
        }
    }

    ModelFormatException broken(String what, String expected, String found) {
        return new ModelFormatException(
                file + ", " + what, expected, found, "export the model again");
    }

    static String functionKey(String domain, String name, String overload) {
        return domain + "::" + name + (overload.isEmpty() ? "" : ":" + overload);
    }
}
