package org.ossicle.cli.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.AudioException;

class FlacSourceTest {
    private static final int FRAMES = 10_000;

    /** One of so many recordings is enough for a test that runs often. */
    private static final int EVERY = 19;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"1, 16, 16000", "2, 16, 48000", "1, 8, 8000", "2, 24, 44100"})
    void givesTheSamplesThatWereEncoded(int channels, int bits, int rateHz) throws IOException {
        int[] samples = Samples.tone(FRAMES, channels, bits);
        try (FlacSource source = open(encode(samples, channels, rateHz, bits))) {
            assertEquals(rateHz, source.sampleRateHz());
            assertEquals(channels, source.channels());
            assertEquals(FRAMES, source.totalFrames());
            float[] expected = new float[samples.length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = samples[i] / (float) (1 << (bits - 1));
            }
            assertArrayEquals(expected, Samples.readAll(source));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.9})
    void refusesADamagedFile(double place) throws IOException {
        Path file = encode(Samples.tone(FRAMES, 1, 16), 1, 16_000, 16);
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (place * bytes.length)] ^= 0x10;
        Files.write(file, bytes);
        AudioException e = assertThrows(AudioException.class, () -> readAll(file));
        assertEquals(file.toString(), e.where());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 60, 3000, -1})
    void refusesAFileThatEndsEarly(int length) throws IOException {
        Path file = encode(Samples.tone(FRAMES, 1, 16), 1, 16_000, 16);
        byte[] bytes = Files.readAllBytes(file);
        int kept = length < 0 ? bytes.length + length : length;
        Files.write(file, Arrays.copyOf(bytes, kept));
        assertThrows(AudioException.class, () -> readAll(file));
    }

    @Test
    void decodesRecordingsToTheirStatedChecksums() throws IOException {
        Path shared = Path.of(System.getProperty("ossicle.shared", "missing"));
        assumeTrue(Files.isDirectory(shared.resolve("speech")), () -> "no recordings in " + shared);
        List<Path> files;
        try (Stream<Path> speech = Files.walk(shared.resolve("speech"))) {
            files = speech.filter(file -> file.toString().endsWith(".flac")).sorted().toList();
        }
        for (int i = 0; i < files.size(); i += EVERY) {
            Path file = files.get(i);
            assertTrue(readAll(file) > 0, () -> file + " is empty");
        }
    }

    private Path encode(int[] samples, int channels, int rateHz, int bits) throws IOException {
        Path file = folder.resolve("audio.flac");
        Samples.writeFlac(file, samples, channels, rateHz, bits);
        return file;
    }

    private static FlacSource open(Path file) throws IOException {
        InputStream input = Files.newInputStream(file);
        return new FlacSource(file.toString(), input);
    }

    /** Returns the number of frames. */
    private static long readAll(Path file) throws IOException {
        try (FlacSource source = open(file)) {
            long frames = 0;
            float[] piece = new float[source.channels() * 4096];
            int read;
            while ((read = source.read(piece, 0, 4096)) >= 0) {
                frames += read;
            }
            return frames;
        }
    }
}
