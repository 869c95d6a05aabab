package org.ossicle.cli.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.error.AudioException;

class AudioInputsTest {
    private static final byte[] STEREO_PCM = {0, 64, 0, -64, 0, 0, 0, -128};
    private static final float[] STEREO_SAMPLES = {0.5f, -0.5f, 0f, -1f};

    @TempDir private Path folder;

    private final AudioInputs inputs = new AudioInputs(new ByteArrayInputStream(STEREO_PCM));

    @Test
    void readsWavUnderAnyName() throws IOException {
        Path file = folder.resolve("recording.dat");
        AudioFormat format = new AudioFormat(44_100, 16, 2, true, false);
        try (InputStream pcm = new ByteArrayInputStream(STEREO_PCM);
                AudioInputStream audio = new AudioInputStream(pcm, format, 2)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        }
        try (AudioSource source = inputs.open(file.toString())) {
            assertEquals(44_100, source.sampleRateHz());
            assertEquals(2, source.channels());
            assertEquals(2, source.totalFrames());
            assertArrayEquals(STEREO_SAMPLES, Samples.readAll(source));
        }
    }

    @Test
    void readsFlacUnderAnyName() throws IOException {
        Path file = folder.resolve("recording.dat");
        Samples.writeFlac(file, Samples.tone(5000, 1, 16), 1, 16_000, 16);
        try (AudioSource source = inputs.open(file.toString())) {
            assertEquals(5000, Samples.readAll(source).length);
        }
    }

    @Test
    void readsStandardInputAsRawMono() throws IOException {
        try (AudioSource source = inputs.open("-")) {
            assertEquals(16_000, source.sampleRateHz());
            assertEquals(1, source.channels());
            assertEquals(-1, source.totalFrames());
            assertArrayEquals(STEREO_SAMPLES, Samples.readAll(source));
        }
    }

    @Test
    void refusesOtherFilesByName() throws IOException {
        Path file = folder.resolve("recording.wav");
        Files.writeString(file, "no audio at all");
        AudioException other =
                assertThrows(AudioException.class, () -> inputs.open(file.toString()));
        assertTrue(other.getMessage().startsWith(file + ":"), other.getMessage());
        Files.writeString(file, "");
        AudioException empty =
                assertThrows(AudioException.class, () -> inputs.open(file.toString()));
        assertTrue(empty.getMessage().contains("empty"), empty.getMessage());
        String missing = folder.resolve("missing.wav").toString();
        assertThrows(NoSuchFileException.class, () -> inputs.open(missing));
    }
}
