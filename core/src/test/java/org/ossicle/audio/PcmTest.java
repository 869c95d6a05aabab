package org.ossicle.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.AudioException;

/** Formats, conversion of samples, and mixing of channels. */
class PcmTest {
    private static final float[] VALUES = {-1, -0.5f, 0, 0.25f, 0.5f};

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -16_000, 0, 1, 999, 768_001, Integer.MAX_VALUE})
    void refusesRatesThatCannotBe(int rate) {
        AudioException refused =
                assertThrows(AudioException.class, () -> PcmFormat.monoFloat32(rate));
        assertTrue(refused.getMessage().contains(rate + " Hz"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65})
    void refusesChannelCountsThatCannotBe(int channels) {
        assertThrows(
                AudioException.class, () -> new PcmFormat(16_000, channels, PcmEncoding.INT16));
        assertThrows(AudioException.class, () -> ChannelMixer.mean(channels));
    }

    @Test
    void countsWholeFramesOnly() {
        PcmFormat stereo = new PcmFormat(44_100, 2, PcmEncoding.INT24);
        assertEquals(6, stereo.bytesPerFrame());
        assertEquals(7, stereo.framesIn(42));
        assertEquals(0, stereo.framesIn(0));
        AudioException refused = assertThrows(AudioException.class, () -> stereo.framesIn(43));
        assertEquals("43 bytes", refused.found());
        assertThrows(AudioException.class, () -> PcmFormat.monoInt16(8_000).framesIn(3));
    }

    @ParameterizedTest
    @EnumSource(PcmEncoding.class)
    void decodesEachEncodingFromAnyBuffer(PcmEncoding encoding) {
        int bytes = encoding.bytesPerSample() * VALUES.length;
        ByteBuffer[] buffers = {
            ByteBuffer.allocate(bytes + 3).order(ByteOrder.LITTLE_ENDIAN),
            ByteBuffer.allocate(bytes + 3).order(ByteOrder.BIG_ENDIAN),
            ByteBuffer.allocateDirect(bytes + 3).order(ByteOrder.LITTLE_ENDIAN),
            ByteBuffer.allocateDirect(bytes + 3).order(ByteOrder.BIG_ENDIAN)
        };
        for (ByteBuffer buffer : buffers) {
            ByteOrder order = buffer.order();
            encode(encoding, buffer, 2);
            float[] decoded = {9, 0, 0, 0, 0, 0, 9};
            PcmConverter.toFloat(buffer, 2, encoding, VALUES.length, decoded, 1, 0);
            assertArrayEquals(new float[] {9, -1, -0.5f, 0, 0.25f, 0.5f, 9}, decoded);
            assertEquals(0, buffer.position());
            assertEquals(order, buffer.order());
        }
    }

    @Test
    void mapsTheLargestIntegersJustBelowOne() {
        float[] decoded = new float[1];
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {-1, -1, 0x7f, 0});
        PcmConverter.toFloat(bytes, 0, PcmEncoding.INT24, 1, decoded, 0, 0);
        assertEquals(8_388_607 / 8_388_608f, decoded[0]);
        PcmConverter.toFloat(new short[] {Short.MAX_VALUE}, 0, 1, decoded, 0);
        assertEquals(32_767 / 32_768f, decoded[0]);
        PcmConverter.toFloat(
                ByteBuffer.wrap(new byte[] {0}), 0, PcmEncoding.UINT8, 1, decoded, 0, 0);
        assertEquals(-1, decoded[0]);
    }

    @Test
    void readsAndWritesWithinItsRangesOnly() {
        short[] two = new short[2];
        float[] three = new float[3];
        assertThrows(
                IndexOutOfBoundsException.class, () -> PcmConverter.toFloat(two, 0, 3, three, 0));
        assertThrows(
                IndexOutOfBoundsException.class, () -> PcmConverter.toFloat(two, 0, 2, three, 2));
        ByteBuffer limited = ByteBuffer.allocate(16).limit(7);
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> PcmConverter.toFloat(limited, 0, PcmEncoding.FLOAT32, 2, three, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(
            value = PcmEncoding.class,
            names = {"FLOAT32", "FLOAT64"})
    void namesTheStreamPositionOfASampleThatIsNotFinite(PcmEncoding encoding) {
        ByteBuffer buffer = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
        int bad = 3;
        if (encoding == PcmEncoding.FLOAT32) {
            buffer.putFloat(4 * bad, Float.NEGATIVE_INFINITY);
        } else {
            buffer.putDouble(8 * bad, Double.NaN);
        }
        AudioException refused =
                assertThrows(
                        AudioException.class,
                        () -> PcmConverter.toFloat(buffer, 0, encoding, 10, new float[10], 0, 100));
        assertTrue(refused.found().endsWith("sample 103"), refused.getMessage());
    }

    @Test
    void refusesDoublesThatNoFloatCanHold() {
        ByteBuffer buffer =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, 1e300);
        assertThrows(
                AudioException.class,
                () -> PcmConverter.toFloat(buffer, 0, PcmEncoding.FLOAT64, 1, new float[1], 0, 0));
    }

    @Test
    void findsANotFiniteSampleAtEveryPlaceAndNoneBeyond() {
        for (int length = 0; length < 20; length++) {
            for (int bad = 0; bad < 22; bad++) {
                float[] samples = new float[22];
                java.util.Arrays.fill(samples, Float.MAX_VALUE);
                samples[bad] = Float.NaN;
                boolean within = bad >= 1 && bad < 1 + length;
                int n = length;
                if (within) {
                    assertThrows(
                            AudioException.class,
                            () -> SampleCheck.requireFinite("test", samples, 1, n, 0));
                } else {
                    SampleCheck.requireFinite("test", samples, 1, n, 0);
                }
            }
        }
    }

    @Test
    void mixesToTheMeanOrPicksOne() {
        float[] interleaved = {9, 1, 2, 6, -1, 0, 4, 9};
        float[] mono = {7, 7, 7, 7};
        ChannelMixer.mean(3).mix(interleaved, 1, 2, mono, 1);
        assertArrayEquals(new float[] {7, 3, 1, 7}, mono, 1e-6f);
        ChannelMixer.pick(2, 3).mix(interleaved, 1, 2, mono, 1);
        assertArrayEquals(new float[] {7, 6, 4, 7}, mono);
        assertThrows(AudioException.class, () -> ChannelMixer.pick(3, 3));
        assertThrows(AudioException.class, () -> ChannelMixer.pick(-1, 3));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> ChannelMixer.mean(3).mix(interleaved, 3, 2, mono, 0));
    }

    @Test
    void mixesInPlace() {
        float[] samples = {1, 3, 5, 7, 9, 11};
        ChannelMixer.mean(2).mix(samples, 0, 3, samples, 0);
        assertArrayEquals(new float[] {2, 6, 10, 7, 9, 11}, samples);
        float[] one = {0.1f, 0.2f};
        ChannelMixer.mean(1).mix(one, 0, 2, one, 0);
        assertArrayEquals(new float[] {0.1f, 0.2f}, one);
    }

    private static void encode(PcmEncoding encoding, ByteBuffer buffer, int at) {
        ByteBuffer out = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(at);
        for (float value : VALUES) {
            switch (encoding) {
                case UINT8 -> out.put((byte) (value * 128 + 128));
                case INT16 -> out.putShort((short) (value * 32_768));
                case INT24 -> {
                    int v = (int) (value * 8_388_608);
                    out.put((byte) v).put((byte) (v >> 8)).put((byte) (v >> 16));
                }
                case INT32 -> out.putInt((int) (value * 2_147_483_648.0));
                case FLOAT32 -> out.putFloat(value);
                case FLOAT64 -> out.putDouble(value);
            }
        }
    }
}
