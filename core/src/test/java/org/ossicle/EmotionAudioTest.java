package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;

/** Emotions from audio of every sort, and what they cost. */
class EmotionAudioTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir static Path folder;

    private EmotionClassifier classifier;

    @BeforeEach
    void load() throws IOException {
        classifier = EmotionClassifier.load(EmotionModels.write(folder, EmotionModels.waveform()));
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    private static List<EmotionReading> finish(EmotionStream stream) {
        stream.finish();
        List<EmotionReading> readings = new ArrayList<>();
        for (EmotionEvent event; (event = stream.poll()) != null; ) {
            if (event instanceof EmotionEvent.Read read) {
                readings.add(read.reading());
            }
        }
        return readings;
    }

    /** A voice in the left channel and noise in the right one, as 16-bit bytes. */
    private static ByteBuffer stereo(float[] left, float[] right) {
        ByteBuffer bytes = ByteBuffer.allocate(left.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < left.length; i++) {
            bytes.putShort((short) (32767 * left[i])).putShort((short) (32767 * right[i]));
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"8000", "11025", "16000", "22050", "44100", "48000"})
    void hearsTheSameAtEveryRateAndInEitherChannel(int rateHz) {
        float[] voice = Voice.vowel(rateHz, 3, 0.9);
        float[] noise = Voice.noise(rateHz, 3, 0.9, 5);
        ByteBuffer bytes = stereo(voice, noise);
        PcmFormat format = new PcmFormat(rateHz, 2, PcmEncoding.INT16);
        EmotionOptions options = EmotionOptions.defaults();
        try (EmotionStream left = classifier.newStream(options.withChannel(0));
                EmotionStream right = classifier.newStream(options.withChannel(1))) {
            left.accept(bytes, 0, bytes.limit(), format);
            right.accept(bytes, 0, bytes.limit(), format);
            List<EmotionReading> readings = finish(left);
            assertEquals(6, readings.size(), readings.toString());
            assertEquals("anger", readings.get(3).label());
            assertEquals(List.of(), finish(right));
        }
    }

    @Test
    void clippingIsNoReasonToFail() {
        float[] voice = Voice.vowel(16_000, 3, 1);
        for (int i = 0; i < voice.length; i++) {
            voice[i] = Math.max(-1, Math.min(1, 20 * voice[i]));
        }
        try (EmotionStream stream = classifier.newStream()) {
            stream.accept(voice, 0, voice.length, PcmFormat.monoFloat32(16_000));
            List<EmotionReading> readings = finish(stream);
            assertEquals("anger", readings.get(3).label());
            assertTrue(stream.angerLevel() > 90);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "160", "320", "3999"})
    void tooLittleSpeechGivesNoReading(int samples) {
        float[] voice = Voice.vowel(16_000, 1, 0.9);
        try (EmotionStream stream = classifier.newStream()) {
            stream.accept(voice, 0, samples, PcmFormat.monoFloat32(16_000));
            assertEquals(List.of(), finish(stream));
            assertEquals(0, stream.angerLevel());
        }
    }

    @Test
    void refusesSamplesThatAreNoNumbersAndGoesOn() {
        float[] voice = Voice.vowel(16_000, 2, 0.9);
        float[] bad = voice.clone();
        bad[bad.length - 1] = Float.NaN;
        PcmFormat format = PcmFormat.monoFloat32(16_000);
        try (EmotionStream stream = classifier.newStream()) {
            AudioException e =
                    assertThrows(
                            AudioException.class, () -> stream.accept(bad, 0, bad.length, format));
            assertTrue(e.getMessage().contains("EmotionStream.accept"), e.getMessage());
            stream.accept(voice, 0, voice.length, format);
            List<EmotionReading> readings = finish(stream);
            assertFalse(readings.isEmpty());
            assertTrue(readings.get(readings.size() - 1).endSeconds() <= 2);
        }
    }

    /** Three hours, most of them silence, with three seconds of a voice in every minute. */
    @Test
    void hoursNeedNoMoreMemoryThanMinutes() {
        PcmFormat format = PcmFormat.monoFloat32(16_000);
        float[] voice = Voice.vowel(16_000, 3, 0.9);
        float[] pause = new float[16_000 * 19];
        int readings = 0;
        double last = 0;
        long early = 0;
        try (EmotionStream stream = classifier.newStream()) {
            for (int minute = 0; minute < 180; minute++) {
                if (minute == 20) {
                    early = usedHeapBytes();
                }
                stream.accept(voice, 0, voice.length, format);
                for (int i = 0; i < 3; i++) {
                    stream.accept(pause, 0, pause.length, format);
                }
                for (EmotionEvent event; (event = stream.poll()) != null; ) {
                    readings += event instanceof EmotionEvent.Read ? 1 : 0;
                    last = event.atSeconds();
                }
            }
            long grown = usedHeapBytes() - early;
            assertTrue(grown < 1 << 20, grown + " bytes more than after 20 minutes");
            assertTrue(readings >= 180 * 5 && readings <= 180 * 8, readings + " readings");
            assertTrue(last > 179 * 60 && last < 180 * 60, "the last event came at " + last);
        }
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void allocatesNothingForSoundThatBringsNoResult() {
        PcmFormat stereo = new PcmFormat(44_100, 2, PcmEncoding.FLOAT32);
        float[] noise = Voice.noise(44_100, 0.2, 0.3, 9);
        try (EmotionStream stream = classifier.newStream()) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                long start = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                for (int chunk = 0; chunk < 50; chunk++) {
                    stream.accept(noise, 0, noise.length, stereo);
                    assertEquals(0, stream.angerLevel());
                    if (stream.poll() != null) {
                        throw new AssertionError("noise gave a reading");
                    }
                }
                long used = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - start;
                least = Math.min(least, used);
            }
            assertEquals(0, least, "bytes for 50 chunks of noise");
        }
    }
}
