package org.ossicle.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.Graph;

/**
 * Turns a model into a graph of canonical operators: each operator in the form of its newest opset,
 * the model's own functions inlined, constants and references by identity instead of names.
 *
 * <p>Values have the types that the model declares for its inputs and none otherwise; inputs that
 * the model initialises are constants. Stateless; any thread may call it.
 */
public final class OnnxImporter {
    private static final long OLDEST_OPSET = 1;
    private static final long NEWEST_OPSET = 28;

    private OnnxImporter() {}

    /**
     * The graph of a model.
     *
     * @throws org.ossicle.error.UnsupportedOperatorException naming everything in the model that is
     *     not supported
     * @throws ModelFormatException if the model contradicts itself
     */
    public static Graph importGraph(OnnxModel model) {
        OnnxHeader header = model.header();
        checkOpset(header.file(), header.opsets());
        ImportReport report = new ImportReport(header.file());
        ImportSession session = new ImportSession(header.file(), functions(model), report);
        Graph graph = GraphImporter.importModel(session, Frame.ofModel(header), model.graph());
        report.throwIfAny();
        return graph;
    }

    /**
     * The operators that can be imported, sorted: ONNX's own by name, others as {@code
     * domain.Name}.
     */
    public static List<String> supportedOperators() {
        return ConverterRegistry.names();
    }

    /**
     * Whether an operator can be imported; some of its options may still not be.
     *
     * @param domain its domain, "" or "ai.onnx" for ONNX's own
     * @param opType its name
     */
    public static boolean supports(String domain, String opType) {
        return ConverterRegistry.find(ModelDecoder.canonicalDomain(domain), opType) != null;
    }

    static void checkOpset(String where, Map<String, Long> opsets) {
        Long opset = opsets.get(OnnxHeader.DEFAULT_DOMAIN);
        if (opset != null && (opset < OLDEST_OPSET || opset > NEWEST_OPSET)) {
            throw new ModelFormatException(
                    where,
                    "an opset from " + OLDEST_OPSET + " to " + NEWEST_OPSET,
                    opset.toString(),
                    "convert the model with ONNX's version converter or export it again");
        }
    }

    private static Map<String, OnnxFunction> functions(OnnxModel model) {
        Map<String, OnnxFunction> functions = new HashMap<>();
        for (OnnxFunction function : model.functions()) {
            String key =
                    ImportSession.functionKey(
                            function.domain(), function.name(), function.overload());
            if (functions.put(key, function) != null) {
                throw new ModelFormatException(
                        model.header().file(),
                        "one definition of function " + key,
                        "two",
                        "export the model again");
            }
            checkOpset(model.header().file() + ", function " + key, function.opsets());
        }
        return functions;
    }
}
