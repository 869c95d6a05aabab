package org.ossicle.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Builds the bytes of ONNX models for tests. */
public final class ModelBuilder {
    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT8 = 3;
    public static final int INT64 = 7;
    public static final int BOOL = 9;

    private final Proto graph = new Proto();
    private final Proto rest = new Proto();
    private final List<Proto> opsets = new ArrayList<>();
    private long irVersion = 8;

    public ModelBuilder(int opset) {
        opset("", opset);
        graph.string(2, "test");
    }

    public ModelBuilder ir(long version) {
        irVersion = version;
        return this;
    }

    public ModelBuilder opset(String domain, int version) {
        opsets.add(opsetId(domain, version));
        return this;
    }

    public ModelBuilder metadata(String key, String value) {
        rest.message(14, new Proto().string(1, key).string(2, value));
        return this;
    }

    public ModelBuilder input(String name, int dtype, Object... dims) {
        graph.message(11, valueInfo(name, dtype, dims));
        return this;
    }

    public ModelBuilder output(String name, int dtype, Object... dims) {
        graph.message(12, valueInfo(name, dtype, dims));
        return this;
    }

    public ModelBuilder initializer(Proto tensor) {
        graph.message(5, tensor);
        return this;
    }

    public ModelBuilder node(Proto node) {
        graph.message(1, node);
        return this;
    }

    public ModelBuilder node(String op, String inputs, String outputs, Proto... attributes) {
        return node(ModelBuilder.nodeProto("", op, inputs, outputs, attributes));
    }

    public ModelBuilder function(Proto function) {
        rest.message(25, function);
        return this;
    }

    /** The graph alone, to be an attribute of a node. */
    public Proto graph() {
        return graph;
    }

    public byte[] build() {
        Proto model = new Proto().integer(1, irVersion).string(2, "ossicle-tests");
        for (Proto opset : opsets) {
            model.message(8, opset);
        }
        return model.message(7, graph).raw(rest.toBytes()).toBytes();
    }

    public OnnxModel read() {
        return OnnxReader.read("test.onnx", build(), null);
    }

    public static Proto opsetId(String domain, int version) {
        return new Proto().string(1, domain).integer(2, version);
    }

    /** A node; names are separated by commas, an empty one stands for an omitted input. */
    public static Proto nodeProto(
            String domain, String op, String inputs, String outputs, Proto... attributes) {
        Proto node = new Proto();
        for (String name : inputs.isEmpty() ? new String[0] : inputs.split(",", -1)) {
            node.string(1, name);
        }
        for (String name : outputs.isEmpty() ? new String[0] : outputs.split(",", -1)) {
            node.string(2, name);
        }
        node.string(3, "n_" + op).string(4, op);
        for (Proto attribute : attributes) {
            node.message(5, attribute);
        }
        return node.string(7, domain);
    }

    public static Proto valueInfo(String name, int dtype, Object... dims) {
        Proto shape = new Proto();
        for (Object dim : dims) {
            Proto one = new Proto();
            if (dim instanceof Number size) {
                one.integer(1, size.longValue());
            } else if (dim != null) {
                one.string(2, dim.toString());
            }
            shape.message(1, one);
        }
        Proto tensor = new Proto().integer(1, dtype).message(2, shape);
        return new Proto().string(1, name).message(2, new Proto().message(1, tensor));
    }

    public static Proto tensor(String name, int dtype, long[] dims) {
        return new Proto().packed(1, dims).integer(2, dtype).string(8, name);
    }

    public static Proto floats(String name, long[] dims, float... values) {
        ByteBuffer raw = Proto.little(values.length * 4);
        for (float value : values) {
            raw.putFloat(value);
        }
        return tensor(name, FLOAT, dims).bytes(9, raw.array());
    }

    public static Proto longs(String name, long... values) {
        return longs(name, new long[] {values.length}, values);
    }

    public static Proto longs(String name, long[] dims, long... values) {
        ByteBuffer raw = Proto.little(values.length * 8);
        for (long value : values) {
            raw.putLong(value);
        }
        return tensor(name, INT64, dims).bytes(9, raw.array());
    }

    public static Proto external(String name, long[] dims, String location, String... keyValues) {
        Proto tensor = tensor(name, FLOAT, dims).integer(14, 1);
        tensor.message(13, new Proto().string(1, "location").string(2, location));
        for (int i = 0; i < keyValues.length; i += 2) {
            tensor.message(13, new Proto().string(1, keyValues[i]).string(2, keyValues[i + 1]));
        }
        return tensor;
    }

    public static Proto attr(String name, long value) {
        return new Proto().string(1, name).integer(3, value).integer(20, 2);
    }

    public static Proto attr(String name, float value) {
        return new Proto().string(1, name).float32(2, value).integer(20, 1);
    }

    public static Proto attr(String name, String value) {
        return new Proto().string(1, name).string(4, value).integer(20, 3);
    }

    public static Proto attrTensor(String name, Proto tensor) {
        return new Proto().string(1, name).message(5, tensor).integer(20, 4);
    }

    public static Proto attrGraph(String name, Proto graph) {
        return new Proto().string(1, name).message(6, graph).integer(20, 5);
    }

    public static Proto attrFloats(String name, float... values) {
        Proto attribute = new Proto().string(1, name).integer(20, 6);
        for (float value : values) {
            attribute.float32(7, value);
        }
        return attribute;
    }

    public static Proto attrInts(String name, long... values) {
        return new Proto().string(1, name).packed(8, values).integer(20, 7);
    }

    public static Proto attrStrings(String name, String... values) {
        Proto attribute = new Proto().string(1, name).integer(20, 8);
        for (String value : values) {
            attribute.string(9, value);
        }
        return attribute;
    }

    public static Proto attrReference(String name, int type, String reference) {
        return new Proto().string(1, name).integer(20, type).string(21, reference);
    }
}
