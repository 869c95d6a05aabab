package org.ossicle.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.audio.WavReader.Truncation;
import org.ossicle.error.AudioException;

class WavReaderTest {
    private static final float[] SAMPLES = {0, 0.5f, -0.5f, -1, 0.25f, 0.75f};

    @ParameterizedTest
    @CsvSource({"1, 8", "1, 16", "1, 24", "1, 32", "3, 32", "3, 64"})
    void readsEveryEncodingPlainAndExtensible(int tag, int bits) throws IOException {
        for (boolean extensible : new boolean[] {false, true}) {
            byte[] file = wav(format(tag, 2, 44_100, bits, extensible), data(tag, bits));
            try (WavReader reader = open(file, Truncation.REFUSE)) {
                assertEquals(44_100, reader.format().sampleRateHz());
                assertEquals(2, reader.format().channels());
                assertEquals(bits / 8, reader.format().encoding().bytesPerSample());
                assertEquals(3, reader.totalFrames());
                assertArrayEquals(SAMPLES, readAll(reader));
            }
        }
    }

    @Test
    void skipsChunksItDoesNotKnow() throws IOException {
        byte[] file =
                wav(
                        chunk("JUNK", new byte[13]),
                        format(1, 1, 16_000, 16, false),
                        chunk("LIST", new byte[100]),
                        chunk("fact", new byte[4]),
                        data(1, 16));
        try (WavReader reader = open(file, Truncation.REFUSE)) {
            assertArrayEquals(SAMPLES, readAll(reader));
        }
    }

    @Test
    void stopsAtTheEndOfTheDataNotOfTheFile() throws IOException {
        byte[] file =
                wav(format(1, 1, 16_000, 16, false), data(1, 16), chunk("LIST", new byte[64]));
        try (WavReader reader = open(file, Truncation.REFUSE)) {
            assertArrayEquals(SAMPLES, readAll(reader));
        }
    }

    @Test
    void readsFilesAndRefusesMissingOnes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("speech.wav");
        Files.write(file, wav(format(1, 1, 16_000, 16, false), data(1, 16)));
        try (WavReader reader = WavReader.open(file)) {
            assertArrayEquals(SAMPLES, readAll(reader));
        }
        assertThrows(
                NoSuchFileException.class, () -> WavReader.open(folder.resolve("missing.wav")));
    }

    @ParameterizedTest
    @CsvSource({"16, 0xffffffff", "16, 0x7ffff000", "24, 0x7ffff000", "24, 0x7fffefff"})
    void readsToTheEndWhereTheHeaderNamesNoSize(int bits, String size) throws IOException {
        int unknown = Long.decode(size).intValue();
        byte[] file = wav(format(1, 1, 16_000, bits, false), data(1, bits));
        ByteBuffer sizes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int data = SAMPLES.length * bits / Byte.SIZE;
        sizes.putInt(file.length - data - 4, unknown).putInt(4, unknown);
        try (WavReader reader = open(file, Truncation.REFUSE)) {
            assertEquals(-1, reader.totalFrames());
            assertArrayEquals(SAMPLES, readAll(reader));
        }
    }

    @Test
    void takesSizesBeyondFourGigabytesFromTheirOwnChunk() throws IOException {
        ByteBuffer sizes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        sizes.putLong(0, 1L << 33).putLong(8, 1L << 33).putLong(16, 1L << 32);
        byte[] file =
                wav(chunk("ds64", sizes.array()), format(1, 1, 16_000, 16, false), data(1, 16));
        System.arraycopy("RF64".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);
        int size = file.length - 12 - 4;
        Arrays.fill(file, size, size + 4, (byte) -1);
        try (WavReader reader = open(file, Truncation.ACCEPT)) {
            assertEquals(1L << 32, reader.totalFrames());
            assertArrayEquals(SAMPLES, readAll(reader));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void deliversWholeFramesOfATruncatedFileThenRefusesOrEnds(int missingBytes) throws IOException {
        byte[] whole = wav(format(1, 2, 16_000, 16, false), data(1, 16));
        byte[] file = Arrays.copyOf(whole, whole.length - missingBytes);
        int frames = (12 - missingBytes) / 4;
        float[] target = new float[6];
        try (WavReader reader = open(file, Truncation.REFUSE)) {
            assertEquals(frames, reader.read(target, 0, 3));
            AudioException refused =
                    assertThrows(AudioException.class, () -> reader.read(target, 0, 3));
            assertTrue(refused.expected().startsWith("3 frames"), refused.getMessage());
            assertTrue(refused.found().startsWith(frames + " frames"), refused.getMessage());
            assertEquals("test.wav", refused.where());
        }
        try (WavReader reader = open(file, Truncation.ACCEPT)) {
            assertArrayEquals(Arrays.copyOf(SAMPLES, 2 * frames), readAll(reader));
        }
    }

    @Test
    void refusesAStreamThatEndsWithinAFrame() throws IOException {
        byte[] whole = wav(format(1, 1, 16_000, 16, false), data(1, 16));
        int size = whole.length - 12 - 4;
        Arrays.fill(whole, size, size + 4, (byte) -1);
        byte[] file = Arrays.copyOf(whole, whole.length - 1);
        float[] target = new float[8];
        try (WavReader reader = open(file, Truncation.REFUSE)) {
            assertEquals(5, reader.read(target, 0, 8));
            assertThrows(AudioException.class, () -> reader.read(target, 0, 8));
        }
        try (WavReader reader = open(file, Truncation.ACCEPT)) {
            assertEquals(5, reader.read(target, 0, 8));
            assertEquals(-1, reader.read(target, 0, 8));
        }
    }

    @Test
    void everyPrefixOfAHeaderIsRefused() {
        byte[] file = wav(chunk("LIST", new byte[5]), format(1, 2, 16_000, 16, true), data(1, 16));
        for (int length = 0; length < file.length - 12; length++) {
            byte[] prefix = Arrays.copyOf(file, length);
            assertThrows(
                    AudioException.class, () -> open(prefix, Truncation.ACCEPT), "at " + length);
        }
    }

    @Test
    void saysWhatIsWrongWithAHeader() {
        assertRefused("RIFF", "OggS", "OggS and more".getBytes(StandardCharsets.US_ASCII));
        byte[] avi = wav(format(1, 1, 16_000, 16, false), data(1, 16));
        System.arraycopy("AVI ".getBytes(StandardCharsets.US_ASCII), 0, avi, 8, 4);
        assertRefused("WAVE", "AVI ", avi);
        assertRefused("format chunk", "none", wav(data(1, 16)));
        assertRefused("format chunk", "14 bytes", wav(chunk("fmt ", new byte[14]), data(1, 16)));
        assertRefused("data chunk", "end of the file", wav(format(1, 1, 16_000, 16, false)));
        assertRefused("format tag", "tag 7", wav(format(7, 1, 8_000, 8, false), data(1, 8)));
        assertRefused("bits", "12 bits", wav(format(1, 1, 8_000, 12, false), data(1, 16)));
        assertRefused("bits", "16 bits", wav(format(3, 1, 8_000, 16, false), data(1, 16)));
        assertRefused("sub-format", "another", wav(otherSubFormat(), data(1, 16)));
        assertRefused("channels", "0", wav(format(1, 0, 16_000, 16, false), data(1, 16)));
        assertRefused("channels", "65", wav(format(1, 65, 16_000, 16, false), data(1, 16)));
        assertRefused("Hz", "0 Hz", wav(format(1, 1, 0, 16, false), data(1, 16)));
        assertRefused("Hz", "4294967295 Hz", wav(format(1, 1, -1, 16, false), data(1, 16)));
        byte[] frames = wav(format(1, 2, 16_000, 16, false), data(1, 16));
        frames[32] = 3;
        assertRefused("4 bytes per frame", "3", frames);
    }

    @Test
    void namesASampleThatIsNotFinite() throws IOException {
        byte[] file = wav(format(3, 1, 16_000, 32, false), data(3, 32));
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 8, Float.NaN);
        try (WavReader reader = open(file, Truncation.REFUSE)) {
            float[] target = new float[3];
            assertEquals(3, reader.read(target, 0, 3));
            AudioException refused =
                    assertThrows(AudioException.class, () -> reader.read(target, 0, 3));
            assertTrue(refused.found().endsWith("sample 4"), refused.getMessage());
        }
    }

    @Test
    void copesWithInputThatComesByteByByte() throws IOException {
        byte[] file = wav(format(1, 2, 16_000, 24, true), data(1, 24));
        InputStream slow =
                new FilterInputStream(new ByteArrayInputStream(file)) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return super.read(target, offset, Math.min(1, length));
                    }
                };
        try (WavReader reader = WavReader.open("slow", slow, Truncation.REFUSE)) {
            assertArrayEquals(SAMPLES, readAll(reader));
        }
    }

    @Test
    void closesTheStreamEvenWhenItIsNoWav() {
        boolean[] closed = {false};
        InputStream in =
                new ByteArrayInputStream(new byte[100]) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        assertThrows(AudioException.class, () -> WavReader.open("zeros", in, Truncation.REFUSE));
        assertTrue(closed[0]);
    }

    @Test
    void readsWithinItsTargetOnly() throws IOException {
        byte[] file = wav(format(1, 2, 16_000, 16, false), data(1, 16));
        try (WavReader reader = open(file, Truncation.REFUSE)) {
            float[] target = new float[6];
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(target, 1, 3));
            assertThrows(IllegalArgumentException.class, () -> reader.read(target, 0, 0));
            assertEquals(1, reader.read(target, 2, 1));
            assertArrayEquals(new float[] {0, 0, 0, 0.5f, 0, 0}, target);
        }
    }

    private static void assertRefused(String expected, String found, byte[] file) {
        AudioException refused =
                assertThrows(AudioException.class, () -> open(file, Truncation.ACCEPT));
        assertTrue(refused.expected().contains(expected), refused.getMessage());
        assertTrue(refused.found().contains(found), refused.getMessage());
    }

    private static WavReader open(byte[] file, Truncation truncation) throws IOException {
        return WavReader.open("test.wav", new ByteArrayInputStream(file), truncation);
    }

    private static float[] readAll(WavReader reader) throws IOException {
        int channels = reader.format().channels();
        float[] all = new float[100];
        int length = 0;
        for (int frames; (frames = reader.read(all, length, 2)) >= 0; ) {
            length += frames * channels;
        }
        return Arrays.copyOf(all, length);
    }

    private static byte[] wav(byte[]... chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            body.writeBytes(chunk);
        }
        ByteBuffer file = ByteBuffer.allocate(12 + body.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + body.size());
        file.put("WAVE".getBytes(StandardCharsets.US_ASCII)).put(body.toByteArray());
        return file.array();
    }

    private static byte[] chunk(String id, byte[] content) {
        int padded = content.length + content.length % 2;
        ByteBuffer chunk = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(id.getBytes(StandardCharsets.US_ASCII)).putInt(content.length).put(content);
        return chunk.array();
    }

    private static byte[] format(int tag, int channels, int rate, int bits, boolean extensible) {
        ByteBuffer format =
                ByteBuffer.allocate(extensible ? 40 : 16).order(ByteOrder.LITTLE_ENDIAN);
        int frameBytes = channels * bits / 8;
        format.putShort((short) (extensible ? 0xfffe : tag)).putShort((short) channels);
        format.putInt(rate).putInt(rate * frameBytes);
        format.putShort((short) frameBytes).putShort((short) bits);
        if (extensible) {
            format.putShort((short) 22).putShort((short) bits).putInt(3);
            format.putInt(tag).putInt(0x00100000).putInt(0xaa000080).putInt(0x719b3800);
        }
        return chunk("fmt ", format.array());
    }

    private static byte[] otherSubFormat() {
        byte[] chunk = format(1, 1, 16_000, 16, true);
        chunk[chunk.length - 1] ^= 1;
        return chunk;
    }

    private static byte[] data(int tag, int bits) {
        ByteBuffer data =
                ByteBuffer.allocate(SAMPLES.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : SAMPLES) {
            if (tag == 3) {
                if (bits == 32) {
                    data.putFloat(sample);
                } else {
                    data.putDouble(sample);
                }
            } else {
                long value = (long) (sample * (1L << bits - 1)) + (bits == 8 ? 128 : 0);
                for (int shift = 0; shift < bits; shift += 8) {
                    data.put((byte) (value >> shift));
                }
            }
        }
        return chunk("data", data.array());
    }
}
