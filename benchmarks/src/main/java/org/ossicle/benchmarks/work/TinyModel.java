package org.ossicle.benchmarks.work;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The smallest model: y = Relu(x) of one float. A run of it is all call and no work. Written as the
 * protobuf messages of ONNX, whose field numbers stand here.
 */
public final class TinyModel {
    private static final int MODEL_IR_VERSION = 1;
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPSET = 8;
    private static final int OPSET_VERSION = 2;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_NAME = 2;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OP_TYPE = 4;
    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_ELEMENT_TYPE = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int SHAPE_DIM = 1;
    private static final int DIM_VALUE = 1;
    private static final int FLOAT = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TinyModel() {}

    /** Writes the model to a file that is deleted when the JVM ends. */
    public static Path write() {
        TinyModel node =
                new TinyModel()
                        .text(NODE_INPUT, "x")
                        .text(NODE_OUTPUT, "y")
                        .text(NODE_OP_TYPE, "Relu");
        TinyModel graph =
                new TinyModel()
                        .message(GRAPH_NODE, node)
                        .text(GRAPH_NAME, "tiny")
                        .message(GRAPH_INPUT, oneFloat("x"))
                        .message(GRAPH_OUTPUT, oneFloat("y"));
        TinyModel model =
                new TinyModel()
                        .number(MODEL_IR_VERSION, 8)
                        .message(MODEL_GRAPH, graph)
                        .message(MODEL_OPSET, new TinyModel().number(OPSET_VERSION, 14));
        try {
            Path file = Files.createTempFile("tiny", ".onnx");
            file.toFile().deleteOnExit();
            return Files.write(file, model.bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TinyModel oneFloat(String name) {
        TinyModel dim = new TinyModel().number(DIM_VALUE, 1);
        TinyModel tensor =
                new TinyModel()
                        .number(TENSOR_ELEMENT_TYPE, FLOAT)
                        .message(TENSOR_SHAPE, new TinyModel().message(SHAPE_DIM, dim));
        return new TinyModel()
                .text(VALUE_NAME, name)
                .message(VALUE_TYPE, new TinyModel().message(TYPE_TENSOR, tensor));
    }

    /** Numbers and lengths are below 128, so that each takes one byte. */
    private TinyModel number(int field, int value) {
        bytes.write(field << 3);
        bytes.write(value);
        return this;
    }

    private TinyModel text(int field, String text) {
        return lengthDelimited(field, text.getBytes(StandardCharsets.US_ASCII));
    }

    private TinyModel message(int field, TinyModel message) {
        return lengthDelimited(field, message.bytes.toByteArray());
    }

    private TinyModel lengthDelimited(int field, byte[] content) {
        bytes.write(field << 3 | 2);
        bytes.write(content.length);
        bytes.writeBytes(content);
        return this;
    }
}
