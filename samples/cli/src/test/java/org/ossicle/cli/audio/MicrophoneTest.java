package org.ossicle.cli.audio;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.cli.audio.VirtualMicrophone.After;
import org.ossicle.error.AudioException;

class MicrophoneTest {
    private static final String DEFAULT_DEVICE = "javax.sound.sampled.TargetDataLine";
    private static final int FRAMES = 20_000;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    @TempDir private Path folder;

    private int[] recorded;

    @BeforeEach
    void record() throws IOException {
        recorded = Samples.tone(FRAMES, 1, 16);
        Path file = folder.resolve("tone.flac");
        Samples.writeFlac(file, recorded, 1, 16_000, 16);
        System.setProperty(DEFAULT_DEVICE, VirtualMixerProvider.class.getName());
        System.setProperty(VirtualMicrophone.RECORDING, file.toString());
        System.setProperty(VirtualMicrophone.AFTER, After.NOTHING.name());
    }

    @AfterEach
    void forget() {
        System.clearProperty(DEFAULT_DEVICE);
        System.clearProperty(VirtualMicrophone.RECORDING);
        System.clearProperty(VirtualMicrophone.RATE_HZ);
        System.clearProperty(VirtualMicrophone.CHANNELS);
        System.clearProperty(VirtualMicrophone.AFTER);
    }

    @Test
    void givesEveryFrameOfALineThatGivesFewAtATime() throws IOException {
        try (AudioSource microphone = Microphone.open()) {
            assertEquals(16_000, microphone.sampleRateHz());
            assertEquals(1, microphone.channels());
            float[] heard = read(microphone, FRAMES);
            for (int i = 0; i < FRAMES; i++) {
                assertEquals(recorded[i] / 32768f, heard[i], 1.01f / 32768, "frame " + i);
            }
        }
    }

    @Test
    void takesTheFormatThatTheDeviceHas() throws IOException {
        System.setProperty(VirtualMicrophone.RATE_HZ, "48000");
        System.setProperty(VirtualMicrophone.CHANNELS, "2");
        try (AudioSource microphone = Microphone.open()) {
            assertEquals(48_000, microphone.sampleRateHz());
            assertEquals(2, microphone.channels());
            float[] heard = read(microphone, 3 * FRAMES);
            for (int i = 0; i < heard.length; i++) {
                assertEquals(recorded[i / 6] / 32768f, heard[i], 1.01f / 32768, "sample " + i);
            }
        }
    }

    @Test
    void saysThatTheDeviceIsGone() throws IOException {
        try (AudioSource microphone = Microphone.open()) {
            read(microphone, FRAMES);
            AudioException thrown =
                    assertTimeoutPreemptively(
                            LONG_ENOUGH,
                            () ->
                                    assertThrows(
                                            AudioException.class,
                                            () -> microphone.read(new float[10], 0, 10)));
            assertTrue(thrown.getMessage().startsWith("microphone: "), thrown.getMessage());
            assertEquals("nothing for 2 s", thrown.found());
        }
    }

    @Test
    void endsAReadThatWaitsWhenItIsClosed() throws Exception {
        System.setProperty(VirtualMicrophone.AFTER, After.WAITING.name());
        AudioSource microphone = Microphone.open();
        read(microphone, FRAMES);
        CompletableFuture<Integer> waiting =
                CompletableFuture.supplyAsync(() -> readOnce(microphone));
        MILLISECONDS.sleep(100);
        assertFalse(waiting.isDone(), "the line gave something");
        microphone.close();
        assertEquals(-1, assertTimeoutPreemptively(LONG_ENOUGH, () -> waiting.get()));
    }

    @Test
    void saysThatAnotherProgramHasTheDevice() {
        System.clearProperty(VirtualMicrophone.RECORDING);
        AudioException thrown = assertThrows(AudioException.class, Microphone::open);
        String message = thrown.getMessage();
        assertTrue(message.contains("another program has the line"), message);
        assertTrue(message.contains("ossicle transcribe -"), message);
    }

    private static int readOnce(AudioSource microphone) {
        try {
            return microphone.read(new float[10], 0, 10);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] read(AudioSource microphone, int frames) throws IOException {
        float[] all = new float[frames * microphone.channels()];
        float[] piece = new float[333 * microphone.channels()];
        int held = 0;
        while (held < frames) {
            int read = microphone.read(piece, 0, Math.min(333, frames - held));
            assertTrue(read > 0, "read " + read);
            int samples = read * microphone.channels();
            System.arraycopy(piece, 0, all, held * microphone.channels(), samples);
            held += read;
        }
        return Arrays.copyOf(all, held * microphone.channels());
    }
}
