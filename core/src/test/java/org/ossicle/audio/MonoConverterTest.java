package org.ossicle.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.AudioException;

class MonoConverterTest {
    private static final PcmFormat STEREO = new PcmFormat(44_100, 2, PcmEncoding.INT16);

    /** Collects what reaches it. */
    private static final class Collector implements SampleSink {
        private float[] samples = new float[0];

        @Override
        public void accept(float[] from, int offset, int length) {
            int at = samples.length;
            samples = Arrays.copyOf(samples, at + length);
            System.arraycopy(from, offset, samples, at, length);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesTheSameSamplesWhateverTheCallsAre(long seed) {
        Random random = new Random(seed);
        short[] pcm = new short[2 * 20_000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) random.nextInt(1 << 16);
        }
        float[] floats = new float[pcm.length];
        PcmConverter.toFloat(pcm, 0, pcm.length, floats, 0);
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        float[] expected = expected(floats);

        Collector collector = new Collector();
        MonoConverter converter =
                new MonoConverter(STEREO, ChannelMixer.mean(2), 16_000, collector);
        for (int frame = 0; frame < 20_000; ) {
            int count = Math.min(1 + random.nextInt(3_000), 20_000 - frame);
            switch (random.nextInt(3)) {
                case 0 -> converter.write(pcm, 2 * frame, 2 * count);
                case 1 -> converter.write(floats, 2 * frame, 2 * count);
                default -> {
                    bytes.limit(4 * (frame + count)).position(4 * frame);
                    converter.write(bytes);
                    assertEquals(0, bytes.remaining());
                    bytes.clear();
                }
            }
            frame += count;
            assertEquals(frame, converter.framesTaken());
        }
        converter.finish();

        assertArrayEquals(expected, collector.samples);
    }

    @Test
    void refusesPartsOfFrames() {
        MonoConverter converter =
                new MonoConverter(STEREO, ChannelMixer.mean(2), 16_000, (s, o, n) -> {});
        assertThrows(AudioException.class, () -> converter.write(new float[3], 0, 3));
        assertThrows(AudioException.class, () -> converter.write(new short[3], 0, 3));
        ByteBuffer odd = ByteBuffer.allocate(7);
        assertThrows(AudioException.class, () -> converter.write(odd));
        assertEquals(0, odd.position());
        assertEquals(0, converter.framesTaken());
    }

    @Test
    void leavesNoTraceOfACallWithABadSample() {
        PcmFormat format = PcmFormat.monoFloat32(16_000);
        Collector collector = new Collector();
        MonoConverter converter =
                new MonoConverter(format, ChannelMixer.mean(1), 16_000, collector);
        float[] samples = new float[5_000];
        samples[4_321] = Float.NaN;
        ByteBuffer bytes = ByteBuffer.allocate(20_000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);

        AudioException fromFloats =
                assertThrows(AudioException.class, () -> converter.write(samples, 0, 5_000));
        AudioException fromBytes = assertThrows(AudioException.class, () -> converter.write(bytes));

        assertTrue(fromFloats.found().endsWith("sample 4321"), fromFloats.getMessage());
        assertTrue(fromBytes.found().endsWith("sample 4321"), fromBytes.getMessage());
        assertEquals(0, bytes.position());
        assertEquals(0, collector.samples.length);
        converter.write(samples, 0, 4_000);
        assertEquals(4_000, collector.samples.length);
    }

    @Test
    void picksTheChannelOfOneParty() {
        float[] call = {0.1f, 0.9f, 0.2f, 0.8f};
        Collector collector = new Collector();
        new MonoConverter(
                        new PcmFormat(8_000, 2, PcmEncoding.FLOAT32),
                        ChannelMixer.pick(1, 2),
                        8_000,
                        collector)
                .write(call, 0, 4);
        assertArrayEquals(new float[] {0.9f, 0.8f}, collector.samples);
    }

    @Test
    void needsAMixerForItsChannels() {
        assertThrows(
                AudioException.class,
                () -> new MonoConverter(STEREO, ChannelMixer.mean(1), 16_000, (s, o, n) -> {}));
    }

    private static float[] expected(float[] stereo) {
        float[] mono = new float[stereo.length / 2];
        ChannelMixer.mean(2).mix(stereo, 0, mono.length, mono, 0);
        Resampler resampler = new Resampler(44_100, 16_000);
        float[] output = new float[resampler.outputBound(mono.length)];
        int written = resampler.process(mono, 0, mono.length, output, 0);
        resampler.flush(output, written);
        return output;
    }
}
