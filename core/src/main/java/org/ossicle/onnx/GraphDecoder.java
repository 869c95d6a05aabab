package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.error.ModelFormatException;

/** Decodes {@code GraphProto}, {@code NodeProto} and {@code AttributeProto}. */
final class GraphDecoder {
    private final WireReader in;
    private final ExternalFiles external;

    GraphDecoder(WireReader in, ExternalFiles external) {
        this.in = in;
        this.external = external;
    }

    /** Decodes the field that {@code in} stands at. */
    OnnxGraph graph() {
        String name = "";
        List<OnnxNode> nodes = new ArrayList<>();
        List<OnnxTensor> initializers = new ArrayList<>();
        List<OnnxValueInfo> inputs = new ArrayList<>();
        List<OnnxValueInfo> outputs = new ArrayList<>();
        long outer = in.enter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> nodes.add(node());
                case 2 -> name = in.string();
                case 5 -> initializers.add(tensor());
                case 11 -> inputs.add(valueInfo(in));
                case 12 -> outputs.add(valueInfo(in));
                case 15 -> initializers.add(sparse());
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new OnnxGraph(name, nodes, initializers, inputs, outputs);
    }

    static OnnxValueInfo valueInfo(WireReader in) {
        long outer = in.enter();
        OnnxValueInfo info = TypeDecoder.decode(in);
        in.leave(outer);
        return info;
    }

    OnnxNode node() {
        String name = "";
        String domain = "";
        String opType = "";
        String overload = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
        long outer = in.enter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(in.string());
                case 2 -> outputs.add(in.string());
                case 3 -> name = in.string();
                case 4 -> opType = in.string();
                case 5 -> addAttribute(attributes);
                case 7 -> domain = ModelDecoder.canonicalDomain(in.string());
                case 8 -> overload = in.string();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new OnnxNode(name, domain, opType, overload, inputs, outputs, attributes);
    }

    void addAttribute(Map<String, OnnxAttribute> attributes) {
        OnnxAttribute attribute = attribute();
        attributes.put(attribute.name(), attribute);
    }

    private OnnxAttribute attribute() {
        AttributeFields fields = new AttributeFields();
        long outer = in.enter();
        while (in.next()) {
            readField(fields);
        }
        in.leave(outer);
        return fields.build(in.source().name());
    }

    private void readField(AttributeFields fields) {
        switch (in.field()) {
            case 1 -> fields.name = in.string();
            case 2 -> fields.real = in.float32();
            case 3 -> fields.integer = in.integer();
            case 4 -> fields.string = in.bytes();
            case 5 -> fields.tensor = tensor();
            case 6 -> fields.graph = graph();
            case 7 -> fields.reals.readFrom(in);
            case 8 -> fields.integers.readFrom(in);
            case 9 -> fields.strings.add(in.bytes());
            case 20 -> fields.type = (int) in.integer();
            case 21 -> fields.reference = in.string();
            default -> in.skip();
        }
    }

    private OnnxTensor tensor() {
        long outer = in.enter();
        OnnxTensor tensor = TensorDecoder.decode(in, external);
        in.leave(outer);
        return tensor;
    }

    /** Reads only the name of a sparse constant, which is that of its values. */
    private OnnxTensor sparse() {
        String name = "";
        long outer = in.enter();
        while (in.next()) {
            if (in.field() == 1) {
                long values = in.enter();
                name = TensorDecoder.decodeName(in);
                in.leave(values);
            } else {
                in.skip();
            }
        }
        in.leave(outer);
        return new OnnxTensor(name, null, "a sparse tensor");
    }

    /** The fields of one attribute while it is read. */
    private static final class AttributeFields {
        private String name = "";
        private int type;
        private float real;
        private long integer;
        private byte[] string = {};
        private OnnxTensor tensor;
        private OnnxGraph graph;
        private final FloatList reals = new FloatList();
        private final LongList integers = new LongList();
        private final List<byte[]> strings = new ArrayList<>();
        private String reference;

        OnnxAttribute build(String file) {
            if (reference != null && !reference.isEmpty()) {
                return new OnnxAttribute(name, OnnxAttribute.Kind.OTHER, null, reference);
            }
            if (type == 4 && tensor == null || type == 5 && graph == null) {
                throw new ModelFormatException(
                        file + ", attribute '" + name + "'",
                        type == 4 ? "a tensor" : "a graph",
                        "none",
                        "export the model again");
            }
            return switch (type) {
                case 1 -> of(OnnxAttribute.Kind.FLOAT, real);
                case 2 -> of(OnnxAttribute.Kind.INT, integer);
                case 3 -> of(OnnxAttribute.Kind.STRING, ModelDecoder.text(string));
                case 4 -> of(OnnxAttribute.Kind.TENSOR, tensor);
                case 5 -> of(OnnxAttribute.Kind.GRAPH, graph);
                case 6 -> of(OnnxAttribute.Kind.FLOATS, reals.toArray());
                case 7 -> of(OnnxAttribute.Kind.INTS, integers.toArray());
                case 8 -> of(OnnxAttribute.Kind.STRINGS, texts());
                default -> of(OnnxAttribute.Kind.OTHER, null);
            };
        }

        private List<String> texts() {
            List<String> texts = new ArrayList<>(strings.size());
            for (byte[] bytes : strings) {
                texts.add(ModelDecoder.text(bytes));
            }
            return List.copyOf(texts);
        }

        private OnnxAttribute of(OnnxAttribute.Kind kind, Object value) {
            return new OnnxAttribute(name, kind, value, null);
        }
    }
}
