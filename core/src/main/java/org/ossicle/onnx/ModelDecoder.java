package org.ossicle.onnx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.error.ModelFormatException;

/** Decodes {@code ModelProto}, or its header alone. */
final class ModelDecoder {
    private static final long OLDEST_IR = 3;
    private static final long NEWEST_IR = 13;

    private final WireReader in;
    private final String file;
    private final GraphDecoder graphs;
    private final Map<String, Long> opsets = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<OnnxFunction> functions = new ArrayList<>();
    private long irVersion;
    private String producer = "";
    private String producerVersion = "";
    private OnnxGraph graph;

    private ModelDecoder(WireReader in, ExternalFiles external) {
        this.in = in;
        this.file = in.source().name();
        this.graphs = new GraphDecoder(in, external);
    }

    static OnnxModel decode(ByteSource source, ExternalFiles external) {
        ModelDecoder decoder = new ModelDecoder(new WireReader(source), external);
        decoder.read(true);
        return new OnnxModel(
                decoder.header(), decoder.graph, decoder.functions, external.isUnused());
    }

    static OnnxHeader decodeHeader(ByteSource source) {
        ModelDecoder decoder = new ModelDecoder(new WireReader(source), null);
        decoder.read(false);
        return decoder.header();
    }

    private void read(boolean whole) {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> irVersion = in.integer();
                case 2 -> producer = in.string();
                case 3 -> producerVersion = in.string();
                case 7 -> {
                    if (graph != null) {
                        throw broken("one graph", "a second one", "export the model again");
                    }
                    graph = whole ? graphs.graph() : signature();
                }
                case 8 -> addOpset(opsets);
                case 14 -> addMetadata();
                case 25 -> {
                    if (whole) {
                        functions.add(function());
                    } else {
                        in.skip();
                    }
                }
                default -> in.skip();
            }
        }
        check();
    }

    private void check() {
        if (irVersion < OLDEST_IR || irVersion > NEWEST_IR) {
            throw broken(
                    "an IR version from " + OLDEST_IR + " to " + NEWEST_IR,
                    irVersion == 0 ? "none" : Long.toString(irVersion),
                    "export the model with a matching version of ONNX");
        }
        if (graph == null) {
            throw broken("a graph", "none", "export the model again");
        }
        if (opsets.isEmpty()) {
            throw broken(
                    "the operator sets in use (opset_import)", "none", "export the model again");
        }
    }

    private OnnxHeader header() {
        Set<String> initialized = new HashSet<>();
        for (OnnxTensor tensor : graph.initializers()) {
            initialized.add(tensor.name());
        }
        List<OnnxValueInfo> inputs = new ArrayList<>();
        for (OnnxValueInfo input : graph.inputs()) {
            if (!initialized.contains(input.name())) {
                inputs.add(input);
            }
        }
        String writer = (producer + " " + producerVersion).trim();
        return new OnnxHeader(file, irVersion, opsets, writer, metadata, inputs, graph.outputs());
    }

    /** The graph with the names of its constants, but neither nodes nor values. */
    private OnnxGraph signature() {
        String name = "";
        List<OnnxTensor> initializers = new ArrayList<>();
        List<OnnxValueInfo> inputs = new ArrayList<>();
        List<OnnxValueInfo> outputs = new ArrayList<>();
        long outer = in.enter();
        while (in.next()) {
            switch (in.field()) {
                case 2 -> name = in.string();
                case 5 -> {
                    long graphLimit = in.enter();
                    String tensor = TensorDecoder.decodeName(in);
                    initializers.add(new OnnxTensor(tensor, null, "not read"));
                    in.leave(graphLimit);
                }
                case 11 -> inputs.add(GraphDecoder.valueInfo(in));
                case 12 -> outputs.add(GraphDecoder.valueInfo(in));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new OnnxGraph(name, List.of(), initializers, inputs, outputs);
    }

    private void addMetadata() {
        String key = "";
        String value = "";
        long outer = in.enter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.string();
                case 2 -> value = in.string();
                default -> in.skip();
            }
        }
        in.leave(outer);
        metadata.put(key, value);
    }

    private void addOpset(Map<String, Long> target) {
        String domain = "";
        long version = 0;
        long outer = in.enter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> domain = canonicalDomain(in.string());
                case 2 -> version = in.integer();
                default -> in.skip();
            }
        }
        in.leave(outer);
        Long earlier = target.put(domain, version);
        if (earlier != null && earlier != version) {
            throw broken(
                    "one version of the operator set '" + domain + "'",
                    earlier + " and " + version,
                    "export the model again");
        }
    }

    private OnnxFunction function() {
        String domain = "";
        String name = "";
        String overload = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, OnnxAttribute> defaults = new LinkedHashMap<>();
        List<OnnxNode> nodes = new ArrayList<>();
        Map<String, Long> imports = new LinkedHashMap<>();
        long outer = in.enter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.string();
                case 4 -> inputs.add(in.string());
                case 5 -> outputs.add(in.string());
                case 7 -> nodes.add(graphs.node());
                case 9 -> addOpset(imports);
                case 10 -> domain = canonicalDomain(in.string());
                case 11 -> graphs.addAttribute(defaults);
                case 13 -> overload = in.string();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new OnnxFunction(domain, name, overload, inputs, outputs, defaults, nodes, imports);
    }

    private ModelFormatException broken(String expected, String found, String remedy) {
        return new ModelFormatException(file, expected, found, remedy);
    }

    /** The domain under the name it has here: ONNX's own is both "" and "ai.onnx". */
    static String canonicalDomain(String domain) {
        return domain.equals("ai.onnx") ? OnnxHeader.DEFAULT_DOMAIN : domain;
    }

    /** Text as attributes hold it, where damaged UTF-8 does no harm. */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
