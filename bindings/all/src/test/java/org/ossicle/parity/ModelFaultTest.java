package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechModel;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.engine.EngineLookup;
import org.ossicle.error.AudioException;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;
import org.ossicle.error.OssicleException;

/** Damaged and mismatched models, and bad sound, through the facade: typed exceptions, no leak. */
class ModelFaultTest {
    @TempDir Path folder;

    private Path model;

    @BeforeEach
    void copyModel() throws IOException {
        Path published = Shared.path("models/zipformer2-en-3.3M");
        model = Files.createDirectories(folder.resolve("model"));
        try (var files = Files.list(published)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(file.getFileName()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder.int8.onnx", "decoder.onnx", "joiner.int8.onnx", "tokens.txt"})
    void namesAMissingFile(String name) throws IOException {
        Files.delete(model.resolve(name));
        OssicleException thrown = refuse();
        String role = name.substring(0, name.indexOf('.'));
        assertTrue(thrown.getMessage().contains(role) || role.equals("encoder"), "" + thrown);
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThrows(ModelFileException.class, () -> SpeechModel.load(folder.resolve("none")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder.int8.onnx", "decoder.onnx", "joiner.int8.onnx"})
    void refusesEmptyTextualAndTruncatedFiles(String name) throws IOException {
        Path file = model.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[0]);
        assertTrue(refuse().getMessage().contains(name));
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\n");
        assertTrue(refuse().getMessage().contains(name));
        for (double share : new double[] {0.01, 0.3, 0.7, 0.999}) {
            Files.write(file, Arrays.copyOf(whole, (int) (whole.length * share)));
            assertTrue(refuse().getMessage().contains(name), "cut at " + share);
        }
    }

    @Test
    void survivesFlippedBits() throws IOException {
        Random random = new Random(3);
        float[] noise = new float[16_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian() * 0.1f;
        }
        Path file = model.resolve("joiner.int8.onnx");
        byte[] whole = Files.readAllBytes(file);
        for (int round = 0; round < 60; round++) {
            byte[] spoilt = whole.clone();
            boolean structure = round % 2 == 0;
            int at = structure ? random.nextInt(700) : random.nextInt(whole.length);
            spoilt[structure ? whole.length - 1 - at : at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, spoilt);
            try (SpeechModel loaded = SpeechModel.load(model);
                    RecognizerStream stream = loaded.newStream()) {
                stream.accept(noise, 0, noise.length, PcmFormat.monoFloat32(16_000));
                stream.finish();
            } catch (OssicleException e) {
                assertFalse(e.getMessage().isBlank());
            }
        }
        assertNothingLeaked(liveBytes());
    }

    @Test
    void namesAMissingMetadataKey() throws IOException {
        replaceInEncoder("left_context_len", "left_context_xxx");
        OssicleException thrown = assertThrows(ModelFormatException.class, this::load);
        assertTrue(thrown.getMessage().contains("left_context_len"), thrown.getMessage());
    }

    @Test
    void refusesMetadataThatContradictsTheGraph() throws IOException {
        replaceInEncoder("64,32,16,8,16,32", "64,32,16,8,16,33");
        assertThrows(ModelFormatException.class, this::load);
    }

    @Test
    void refusesTokensUnlikeTheVocabulary() throws IOException {
        Path tokens = model.resolve("tokens.txt");
        String all = Files.readString(tokens);
        Files.writeString(tokens, all.substring(0, all.lastIndexOf('\n', all.length() - 2) + 1));
        assertThrows(ModelFormatException.class, this::load);
        Files.writeString(tokens, all + "EXTRA 500\n");
        assertThrows(ModelFormatException.class, this::load);
        Files.writeString(tokens, all + "#0 500\n");
        SpeechModel.load(model).close();
    }

    @Test
    void refusesBadSoundAndGoesOn() {
        try (SpeechModel loaded = SpeechModel.load(model);
                RecognizerStream stream = loaded.newStream()) {
            PcmFormat format = PcmFormat.monoFloat32(16_000);
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                float[] samples = new float[100];
                samples[42] = bad;
                AudioException thrown =
                        assertThrows(
                                AudioException.class, () -> stream.accept(samples, 0, 100, format));
                assertTrue(thrown.getMessage().contains("42"), thrown.getMessage());
            }
            assertThrows(AudioException.class, () -> PcmFormat.monoFloat32(0));
            PcmFormat bytes = new PcmFormat(16_000, 1, PcmEncoding.INT16);
            assertThrows(
                    AudioException.class, () -> stream.accept(ByteBuffer.allocate(7), 0, 7, bytes));
            stream.accept(new float[16_000], 0, 16_000, format);
            stream.finish();
        }
    }

    @Test
    void throwsAfterCloseAndLeaksNothing() {
        SpeechModel loaded = SpeechModel.load(model);
        RecognizerStream stream = loaded.newStream();
        loaded.close();
        loaded.close();
        assertThrows(ClosedException.class, loaded::newStream);
        stream.accept(new float[160], 0, 160, PcmFormat.monoFloat32(16_000));
        stream.close();
        stream.close();
        assertThrows(ClosedException.class, stream::finish);
        assertNothingLeaked(liveBytes());
    }

    private SpeechModel load() {
        return SpeechModel.load(model);
    }

    private OssicleException refuse() {
        OssicleException thrown = assertThrows(OssicleException.class, this::load);
        assertFalse(thrown.expected().isBlank() || thrown.remedy().isBlank());
        assertNothingLeaked(liveBytes());
        return thrown;
    }

    private void replaceInEncoder(String wanted, String replacement) throws IOException {
        Path file = model.resolve("encoder.int8.onnx");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains(wanted));
        Files.writeString(file, bytes.replace(wanted, replacement), StandardCharsets.ISO_8859_1);
    }

    private static long liveBytes() {
        return Long.parseLong(EngineLookup.open().engine().facts().get("native bytes in use"));
    }

    private static void assertNothingLeaked(long liveBytes) {
        assertEquals(0, liveBytes, "native bytes still in use");
    }
}
