package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.OssicleException;

class DamagedModelTest {
    @TempDir Path folder;

    @Test
    void missingFilesAndFoldersAreNamed() {
        Path missing = folder.resolve("none.onnx");
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> OnnxReader.read(missing));
        assertEquals(missing.toString(), e.where());
        assertEquals("nothing of that name", e.found());
        e = assertThrows(ModelFileException.class, () -> OnnxReader.readHeader(folder));
        assertEquals("a folder", e.found());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|an empty file",
                "version https://git-lfs.github.com/spec/v1~0Aoid|git-lfs pointer",
                "~18~00~00~00ORTM....|ORT format",
                "~1C~00~00~00TFL3....|TensorFlow Lite",
                "~1F~8B~08~00abcd|gzip",
                "PK~03~04~00archive/data.pkl|PyTorch",
                "PK~03~04~00x|zip",
                "~80~02}q.|PyTorch",
                "GGUF~03~00|GGML",
                "~89HDF~0D~0A|HDF5",
                "~10~01~00~00~00~00~00~00{\"a\":1}|safetensors",
                "RIFF~10~00|WAV",
                "fLaC~00~00|audio",
                "~00~00~00~00|zero bytes",
                "'  <!DOCTYPE html><html>'|HTML",
                "<?xml version=|XML",
                "{\"error\": 404}|JSON",
                "<blk> 0~0AHELLO 1~0A|XML",
                "hello 1~0Aworld 2~0A|a text file",
            })
    void saysWhatAForeignFileSeemsToBe(String text, String kind) throws IOException {
        byte[] bytes = unescape(text);
        Path file = Files.write(folder.resolve("m.onnx"), bytes);
        ModelFileException e = assertThrows(ModelFileException.class, () -> OnnxReader.read(file));
        assertEquals("an ONNX model", e.expected());
        assertTrue(e.found().contains(kind), e.found());
    }

    /** The bytes of a text in which {@code ~1F} stands for the byte 0x1F. */
    private static byte[] unescape(String text) {
        Matcher codes = Pattern.compile("~(..)").matcher(text);
        String plain =
                codes.replaceAll(
                        code ->
                                Matcher.quoteReplacement(
                                        "" + (char) Integer.parseInt(code.group(1), 16)));
        return plain.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void truncationNamesTheByte() throws IOException {
        byte[] whole = new ModelBuilder(13).node("Relu", "x", "y").build();
        byte[] cut = Arrays.copyOf(whole, whole.length - 3);
        Path file = Files.write(folder.resolve("cut.onnx"), cut);
        ModelFileException e = assertThrows(ModelFileException.class, () -> OnnxReader.read(file));
        assertTrue(e.where().matches(".*cut\\.onnx, byte \\d+"), e.where());
        assertEquals("a field that ends inside its message", e.expected());
    }

    @Test
    void lengthsBeyondTheirMessageAllocateNothing() {
        byte[] bytes = new Proto().integer(1, 8).varint(7 << 3 | 2).varint(1L << 40).toBytes();
        assertThrows(ModelFileException.class, () -> OnnxReader.read("m", bytes, null));
        byte[] negative = new Proto().integer(1, 8).varint(7 << 3 | 2).varint(-1).toBytes();
        assertThrows(ModelFileException.class, () -> OnnxReader.read("m", negative, null));
    }

    @Test
    void nestingHasALimit() {
        Proto graph = new Proto();
        for (int i = 0; i < 200; i++) {
            Proto node =
                    ModelBuilder.nodeProto(
                            "", "If", "c", "y", ModelBuilder.attrGraph("then_branch", graph));
            graph = new Proto().message(1, node);
        }
        byte[] bytes = new Proto().integer(1, 8).message(7, graph).toBytes();
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> OnnxReader.read("deep", bytes, null));
        assertEquals("at most 100 nested messages", e.expected());
    }

    @Test
    void brokenEncodingsAreRefused() {
        assertDamaged(new Proto().varint(0), "a field number from 1 to 536870911");
        assertDamaged(new Proto().varint(6 << 3 | 3), "a wire type of 0, 1, 2 or 5");
        assertDamaged(new Proto().string(1, "8"), "wire type 0 in field 1");
        assertDamaged(new Proto().integer(7, 8), "wire type 2 in field 7");
        byte[] endless = new byte[12];
        Arrays.fill(endless, (byte) 0xFF);
        assertDamaged(new Proto().varint(1 << 3).raw(endless), "a varint of at most 10 bytes");
        assertDamaged(new Proto().bytes(2, new byte[] {(byte) 0xC0, 1}), "text in UTF-8");
    }

    private static void assertDamaged(Proto tail, String expected) {
        Proto model = new Proto().integer(1, 8).raw(tail.toBytes());
        ModelFileException e =
                assertThrows(
                        ModelFileException.class,
                        () -> OnnxReader.read("m", model.toBytes(), null));
        assertEquals(expected, e.expected());
    }

    @Test
    void streamsThatFailAreReported() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("unplugged");
                    }
                };
        OssicleException e =
                assertThrows(ModelFileException.class, () -> OnnxReader.read("s", broken, null));
        assertTrue(e.found().contains("unplugged"));
    }

    @Test
    void millionsOfEmptyNodesAreRefusedQuickly() {
        byte[] nodes = new byte[2_100_000];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 1 << 3 | 2;
        }
        byte[] bytes = new Proto().integer(1, 8).bytes(7, nodes).toBytes();
        ModelFileException e =
                assertTimeout(
                        Duration.ofSeconds(20),
                        () ->
                                assertThrows(
                                        ModelFileException.class,
                                        () -> OnnxReader.read("many", bytes, null)));
        assertEquals("at most 1000000 messages", e.expected());
    }
}
