package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.attr;
import static org.ossicle.onnx.ModelBuilder.attrFloats;
import static org.ossicle.onnx.ModelBuilder.attrInts;
import static org.ossicle.onnx.ModelBuilder.attrStrings;
import static org.ossicle.onnx.ModelBuilder.floats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.Dim;
import org.ossicle.graph.Storage;
import org.ossicle.graph.StoredTensor;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

class OnnxReaderTest {
    @TempDir Path folder;

    private static ModelBuilder sample() {
        return new ModelBuilder(13)
                .opset("com.microsoft", 1)
                .metadata("T", "45")
                .metadata("comment", "流式 é")
                .metadata("model_type", "zipformer2")
                .input("x", FLOAT, "N", 45, null)
                .output("y", FLOAT, "N", 3)
                .initializer(floats("w", new long[] {2000}, new float[2000]))
                .node(
                        "Conv",
                        "x,w,",
                        "y",
                        attr("group", 2),
                        attr("alpha", 0.5f),
                        attr("auto_pad", "NOTSET"),
                        attrInts("pads", 1, -1),
                        attrFloats("scales", 1, 2),
                        attrStrings("activations", "Tanh", "Relu"));
    }

    @Test
    void readsHeaderAndGraph() {
        OnnxModel model = sample().read();
        OnnxHeader header = model.header();
        assertEquals(8, header.irVersion());
        assertEquals(13, header.opsets().get(""));
        assertEquals(1, header.opsets().get("com.microsoft"));
        assertEquals("ossicle-tests", header.producer());
        assertEquals("45", header.metadata().get("T"));
        assertEquals("流式 é", header.metadata().get("comment"));
        OnnxValueInfo x = header.inputs().get(0);
        assertEquals(List.of(Dim.symbol("N"), Dim.of(45), Dim.symbol("x_dim2")), x.shape().dims());
        OnnxNode node = model.graph().nodes().get(0);
        assertEquals(List.of("x", "w", ""), node.inputs());
        assertEquals("n_Conv", node.label());
        assertEquals(2L, node.attributes().get("group").value());
        assertEquals(0.5f, node.attributes().get("alpha").value());
        assertEquals("NOTSET", node.attributes().get("auto_pad").value());
        assertArrayEquals(new long[] {1, -1}, (long[]) node.attributes().get("pads").value());
        assertArrayEquals(new float[] {1, 2}, (float[]) node.attributes().get("scales").value());
        assertEquals(List.of("Tanh", "Relu"), node.attributes().get("activations").value());
    }

    @Test
    void readsTheSameFromFileBufferAndStream() throws IOException {
        byte[] bytes = sample().build();
        Path file = Files.write(folder.resolve("m.onnx"), bytes);
        OnnxModel fromFile = OnnxReader.read(file);
        OnnxModel fromStream = OnnxReader.read("m", new ByteArrayInputStream(bytes), null);
        ByteBuffer padded = ByteBuffer.allocateDirect(bytes.length + 7).position(5).put(bytes);
        OnnxModel fromBuffer = OnnxReader.read("m", padded.flip().position(5), null);
        for (OnnxModel model : List.of(fromFile, fromStream, fromBuffer)) {
            assertEquals(1, model.graph().nodes().size());
            assertEquals("zipformer2", model.header().metadata().get("model_type"));
            assertEquals(
                    TensorType.of(org.ossicle.graph.DType.FLOAT32, 2000),
                    model.graph().initializers().get(0).data().type());
            assertEquals(2000, model.graph().initializers().get(0).data().load().elements());
        }
        Storage inFile = storage(fromFile);
        assertEquals(file, ((Storage.FileRange) inFile).file());
        assertTrue(((Storage.Memory) storage(fromStream)).bytes().isDirect());
        assertTrue(((Storage.Memory) storage(fromBuffer)).bytes().isDirect());
    }

    private static Storage storage(OnnxModel model) {
        return assertInstanceOf(StoredTensor.class, model.graph().initializers().get(0).data())
                .storage();
    }

    @Test
    void headerOfAFileEqualsThatOfTheWholeModel() throws IOException {
        byte[] bytes = sample().input("w", FLOAT, 2000).build();
        Path file = Files.write(folder.resolve("m.onnx"), bytes);
        OnnxHeader header = OnnxReader.readHeader(file);
        assertEquals(OnnxReader.read(file).header(), header);
        assertEquals(1, header.inputs().size(), "an initialised input is a constant");
    }

    @Test
    void valuesWithoutTypeOrShapeAreUnknown() {
        Proto noShape =
                new Proto()
                        .string(1, "a")
                        .message(2, new Proto().message(1, new Proto().integer(1, FLOAT)));
        Proto sequence = new Proto().string(1, "b").message(2, new Proto().message(4, new Proto()));
        ModelBuilder builder = new ModelBuilder(13);
        builder.graph().message(11, noShape).message(11, sequence);
        OnnxHeader header = builder.read().header();
        assertNull(header.inputs().get(0).type());
        assertNull(header.inputs().get(0).obstacle());
        assertEquals("a sequence", header.inputs().get(1).obstacle());
    }

    @Test
    void scalarsHaveNoDimensions() {
        OnnxModel model = new ModelBuilder(16).input("sr", ModelBuilder.INT64).read();
        assertEquals(0, model.header().inputs().get(0).type().shape().rank());
    }

    @Test
    void smallTensorsAreReadAtOnce() {
        OnnxModel model =
                new ModelBuilder(13).initializer(floats("w", new long[] {2}, 1.5f, -2)).read();
        Tensor tensor = assertInstanceOf(Tensor.class, model.graph().initializers().get(0).data());
        assertEquals(-2, tensor.getDouble(1));
    }

    @Test
    void refusesModelsThatContradictThemselves() {
        assertFormat("an IR version from 3 to 13", new ModelBuilder(13).ir(2).build());
        assertFormat("an IR version from 3 to 13", new ModelBuilder(13).ir(99).build());
        assertFormat("a graph", new Proto().integer(1, 8).toBytes());
        assertFormat(
                "the operator sets in use (opset_import)",
                new Proto().integer(1, 8).message(7, new Proto()).toBytes());
        assertFormat("one version of the operator set ''", new ModelBuilder(13).opset("", 14));
        assertFormat("one graph", new ModelBuilder(13), new Proto().message(7, new Proto()));
    }

    private static void assertFormat(String expected, ModelBuilder model, Proto... more) {
        Proto bytes = new Proto().raw(model.build());
        for (Proto part : more) {
            bytes.raw(part.toBytes());
        }
        assertFormat(expected, bytes.toBytes());
    }

    private static void assertFormat(String expected, byte[] bytes) {
        ModelFormatException e =
                assertThrows(ModelFormatException.class, () -> OnnxReader.read("bad", bytes, null));
        assertEquals(expected, e.expected());
    }
}
