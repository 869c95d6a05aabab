package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.ossicle.onnx.ModelBuilder.external;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;
import org.ossicle.error.OssicleException;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Storage;
import org.ossicle.graph.StoredTensor;

class ExternalDataTest {
    private static final int COUNT = 2000;

    @TempDir Path root;
    private Path folder;

    @BeforeEach
    void writeWeights() throws IOException {
        folder = Files.createDirectories(root.resolve("model"));
        Files.write(folder.resolve("w.data"), weights().array());
        Files.write(root.resolve("outside.data"), weights().array());
    }

    private static ByteBuffer weights() {
        ByteBuffer bytes = Proto.little(16 + COUNT * 4);
        for (int i = 0; i < COUNT; i++) {
            bytes.putFloat(16 + i * 4, i);
        }
        return bytes;
    }

    private static byte[] model(String location, String... keyValues) {
        Proto tensor = external("w", new long[] {COUNT}, location, keyValues);
        return new ModelBuilder(13).initializer(tensor).build();
    }

    private Constant readFile(byte[] model) throws IOException {
        Path file = Files.write(folder.resolve("m.onnx"), model);
        return OnnxReader.read(file).graph().initializers().get(0).data();
    }

    @Test
    void findsWeightsBesideTheModel() throws IOException {
        byte[] model = model("w.data", "offset", "16", "length", "8000", "checksum", "x");
        StoredTensor tensor = assertInstanceOf(StoredTensor.class, readFile(model));
        Storage.FileRange range = (Storage.FileRange) tensor.storage();
        assertEquals(folder.resolve("w.data").toRealPath(), range.file());
        assertEquals(16, range.offset());
        assertEquals(8000, range.length());
        assertEquals(1999, tensor.load().getDouble(1999));
    }

    @Test
    void lengthIsOptional() throws IOException {
        assertEquals(7, readFile(model("w.data", "offset", "16")).load().getDouble(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../outside.data", "sub/../../outside.data", "sub/../w.data", "", "\u0000"})
    void refusesPathsThatCouldLeaveTheFolder(String location) {
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> readFile(model(location)));
        assertEquals("external data inside the model's folder", e.expected());
    }

    @Test
    void refusesAbsolutePaths() {
        String inside = folder.resolve("w.data").toAbsolutePath().toString();
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> readFile(model(inside)));
        assertEquals("external data inside the model's folder", e.expected());
    }

    @Test
    void refusesLinksThatLeaveTheFolder() throws IOException {
        Path link = folder.resolve("link.data");
        try {
            Files.createSymbolicLink(link, root.resolve("outside.data"));
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here: " + e);
        }
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> readFile(model("link.data")));
        assertTrue(e.found().contains("leads elsewhere"), e.found());
        Files.createSymbolicLink(folder.resolve("inner.data"), folder.resolve("w.data"));
        assertEquals(3, readFile(model("inner.data", "offset", "16")).load().getDouble(3));
    }

    @ParameterizedTest
    @CsvSource({"17,8000", "9000,", "9223372036854775807,8000"})
    void refusesRangesBeyondTheFile(String offset, String length) {
        String[] keys =
                length == null
                        ? new String[] {"offset", offset}
                        : new String[] {"offset", offset, "length", length};
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> readFile(model("w.data", keys)));
        assertEquals("a file of 8016 bytes", e.found());
    }

    @ParameterizedTest
    @CsvSource({"offset,-1", "offset,0x10", "length,7999", "length,-8000", "offset,''"})
    void refusesNumbersThatMakeNoSense(String key, String value) {
        assertThrows(ModelFormatException.class, () -> readFile(model("w.data", key, value)));
    }

    @Test
    void refusesMissingFilesAndFolders() {
        assertThrows(ModelFileException.class, () -> readFile(model("none.data")));
        assertThrows(ModelFileException.class, () -> readFile(model(".")));
    }

    @Test
    void modelsInMemoryNeedAFinder() {
        byte[] model = model("w.data", "offset", "16");
        OssicleException e =
                assertThrows(ModelFileException.class, () -> OnnxReader.read("m", model, null));
        assertTrue(e.remedy().contains("ExternalData"), e.remedy());
        assertThrows(ModelFileException.class, () -> OnnxReader.read("m", model, location -> null));
        OnnxModel found = OnnxReader.read("m", model, location -> new Storage.Memory(weights()));
        Constant tensor = found.graph().initializers().get(0).data();
        assertEquals(1999, tensor.load().getDouble(1999));
        Storage storage = ((StoredTensor) tensor).storage();
        assertTrue(((Storage.Memory) storage).bytes().isDirect());
    }
}
