package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;

/** What a stream takes as samples. */
class StreamAudioTest {
    private static final int[] SPOKEN = {0, 1, 0, 2, 3, 0};

    @TempDir static Path folder;

    private SpeechModel model;
    private RecognizerStream stream;

    @BeforeEach
    void open() throws IOException {
        Path file = folder.resolve(ToneFamily.FILE);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        model = SpeechModel.load(folder);
        stream = model.newStream();
    }

    @AfterEach
    void close() {
        stream.close();
        model.close();
    }

    private static String heard(RecognizerStream stream) {
        stream.finish();
        SpeechEvent event = stream.poll();
        return event instanceof SpeechEvent.Final said ? said.transcript().text() : "" + event;
    }

    @Test
    void takesShorts() {
        float[] sound = ToneModel.sound(SPOKEN);
        short[] shorts = new short[sound.length + 10];
        for (int i = 0; i < sound.length; i++) {
            shorts[i + 10] = (short) (sound[i] * 32768);
        }
        stream.accept(shorts, 10, sound.length, PcmFormat.monoInt16(16_000));
        assertEquals("YES NOT", heard(stream));
    }

    @ParameterizedTest
    @EnumSource(
            value = PcmEncoding.class,
            names = {"INT16", "FLOAT32", "FLOAT64"})
    void takesBytesWhateverTheOrderOfTheBuffer(PcmEncoding encoding) {
        float[] sound = ToneModel.sound(SPOKEN);
        int bytes = sound.length * encoding.bytesPerSample();
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes + 6).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(6);
        for (float sample : sound) {
            switch (encoding) {
                case INT16 -> buffer.putShort((short) (sample * 32768));
                case FLOAT32 -> buffer.putFloat(sample);
                default -> buffer.putDouble(sample);
            }
        }
        buffer.position(3).order(ByteOrder.BIG_ENDIAN);
        stream.accept(buffer, 6, bytes, new PcmFormat(16_000, 1, encoding));
        assertEquals("YES NOT", heard(stream));
        assertEquals(3, buffer.position());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void takesTheMeanOfTheChannelsOrOneOfThem(int channel) {
        float[] left = ToneModel.sound(1, 0, 1, 0);
        float[] right = ToneModel.sound(3, 2, 3, 4);
        float[] both = new float[left.length * 2];
        for (int i = 0; i < left.length; i++) {
            both[2 * i] = left[i];
            both[2 * i + 1] = right[i];
        }
        PcmFormat stereo = new PcmFormat(16_000, 2, PcmEncoding.FLOAT32);
        try (RecognizerStream picky =
                model.newStream(StreamOptions.defaults().withChannel(channel))) {
            picky.accept(both, 0, both.length, stereo);
            String expected = channel < 0 ? "NO YES NO" : channel == 0 ? "YES YES" : "T NOT";
            assertEquals(expected, heard(picky));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 22_050, 48_000})
    void takesOtherRates(int rateHz) {
        int[] slow = {0, 0, 1, 1, 1, 0, 0, 2, 2, 2, 0, 0};
        float[] sound = new float[slow.length * rateHz / 10];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = slow[(int) ((long) i * 10 / rateHz)] / 16f;
        }
        stream.accept(sound, 0, sound.length, PcmFormat.monoFloat32(rateHz));
        assertEquals("YES NO", heard(stream));
    }

    @Test
    void takesNothingOfACallWithASampleThatIsNoNumber() {
        float[] sound = ToneModel.sound(SPOKEN);
        stream.accept(sound, 0, 1600, RecognizerStreamTest.FLOATS);
        float[] bad = sound.clone();
        bad[9000] = Float.NaN;
        AudioException e =
                assertThrows(
                        AudioException.class,
                        () -> stream.accept(bad, 1600, 8000, RecognizerStreamTest.FLOATS));
        assertTrue(e.found().contains("9000"), e.getMessage());
        ByteBuffer bytes = ByteBuffer.allocate(4 * 8000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(bad, 1600, 8000);
        e =
                assertThrows(
                        AudioException.class,
                        () -> stream.accept(bytes, 0, 32_000, RecognizerStreamTest.FLOATS));
        assertTrue(e.found().contains("9000"), e.getMessage());
        stream.accept(sound, 1600, 8000, RecognizerStreamTest.FLOATS);
        assertEquals("YES NOT", heard(stream));
    }

    @Test
    void refusesSamplesThatDoNotFitTheirFormat() {
        PcmFormat stereo = new PcmFormat(16_000, 2, PcmEncoding.FLOAT32);
        PcmFormat shorts = PcmFormat.monoInt16(16_000);
        float[] sound = ToneModel.sound(SPOKEN);
        ByteBuffer bytes = ByteBuffer.allocate(100);
        assertThrows(AudioException.class, () -> stream.accept(sound, 0, 7, stereo));
        assertThrows(AudioException.class, () -> stream.accept(sound, 0, 8, shorts));
        assertThrows(AudioException.class, () -> stream.accept(new short[8], 0, 8, stereo));
        assertThrows(AudioException.class, () -> stream.accept(bytes, 0, 7, shorts));
        assertThrows(IndexOutOfBoundsException.class, () -> stream.accept(bytes, 90, 12, shorts));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> stream.accept(sound, 0, sound.length + 1, RecognizerStreamTest.FLOATS));
        try (RecognizerStream second = model.newStream(StreamOptions.defaults().withChannel(1))) {
            assertThrows(
                    AudioException.class,
                    () -> second.accept(sound, 0, 8, RecognizerStreamTest.FLOATS));
            second.accept(sound, 0, 8, stereo);
        }
        stream.accept(sound, 0, sound.length, RecognizerStreamTest.FLOATS);
        assertEquals("YES NOT", heard(stream));
    }

    @Test
    void keepsItsRateUntilReset() {
        float[] sound = ToneModel.sound(SPOKEN);
        PcmFormat fast = PcmFormat.monoFloat32(48_000);
        stream.accept(sound, 0, 3200, RecognizerStreamTest.FLOATS);
        AudioException e =
                assertThrows(AudioException.class, () -> stream.accept(sound, 0, 8, fast));
        assertTrue(e.expected().contains("16000"), e.getMessage());
        PcmFormat shorts = PcmFormat.monoInt16(16_000);
        stream.accept(new short[1600], 0, 1600, shorts);
        assertEquals("YES", heard(stream));
        stream.reset();
        stream.accept(sound, 0, 8, fast);
        assertEquals("null", heard(stream));
    }
}
