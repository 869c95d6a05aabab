package org.ossicle.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.AudioException;

class ResamplerTest {
    @ParameterizedTest
    @CsvSource({
        "8000, 16000",
        "11025, 16000",
        "16000, 8000",
        "16000, 44100",
        "22050, 16000",
        "44100, 16000",
        "44101, 16000",
        "48000, 16000"
    })
    void matchesTheWindowedSincSummedDirectly(int from, int to) throws IOException {
        ByteBuffer pcm = resource("/org/ossicle/features/signal.s16");
        float[] signal = new float[1_000];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = pcm.getShort() / 32768f;
        }
        ByteBuffer bytes = resource("resampled-" + from + "-" + to + ".f32");
        float[] expected = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(expected);

        assertArrayEquals(expected, whole(from, to, signal), 1e-6f);
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 16000",
        "16000, 8000",
        "44100, 16000",
        "44101, 16000",
        "16000, 48000",
        "96000, 8000",
        "16000, 16000",
        "22050, 11025"
    })
    void givesTheSameOutputHoweverTheInputArrives(int from, int to) {
        float[] input = noise(new Random(1), 3 * from / 2 + 3);
        float[] whole = whole(from, to, input);
        assertEquals((long) Math.ceil((double) input.length * to / from), whole.length);
        for (long seed = 1; seed <= 6; seed++) {
            assertArrayEquals(whole, inRandomChunks(from, to, input, new Random(seed)));
        }
    }

    @Test
    void passesEqualRatesThroughUntouched() {
        float[] input = noise(new Random(2), 1_000);
        Resampler resampler = new Resampler(16_000, 16_000);
        float[] output = new float[1_000];
        assertEquals(1_000, resampler.process(input, 0, 1_000, output, 0));
        assertArrayEquals(input, output);
        assertEquals(0, resampler.flush(output, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 50, 440, 1_000, 2_000, 2_400})
    void keepsTheBandThatBothRatesShare(double hz) {
        double[] rates = {8_000, 16_000, 22_050, 44_100, 48_000};
        for (double from : rates) {
            for (double to : rates) {
                float[] output = whole((int) from, (int) to, tone(hz, from, (int) from / 2));
                float[] ideal = tone(hz, to, output.length);
                for (int i = output.length / 8; i < output.length * 7 / 8; i++) {
                    assertEquals(ideal[i], output[i], 0.01, from + " to " + to + " at " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {5_300, 6_000, 7_000, 9_000, 15_000, 21_000})
    void removesWhatTheLowerRateCannotHold(double hz) {
        float[] output = whole(48_000, 8_000, tone(hz, 48_000, 24_000));
        for (int i = output.length / 8; i < output.length * 7 / 8; i++) {
            assertEquals(0, output[i], 0.01, "at " + i);
        }
    }

    @Test
    void readsNoSampleOutsideTheRangeItIsGiven() {
        float[] input = noise(new Random(3), 2_000);
        float[] fenced = new float[2_200];
        Arrays.fill(fenced, Float.NaN);
        System.arraycopy(input, 0, fenced, 100, 2_000);
        Resampler resampler = new Resampler(44_100, 16_000);
        float[] output = new float[resampler.outputBound(2_000)];
        int written = resampler.process(fenced, 100, 2_000, output, 0);
        written += resampler.flush(output, written);
        assertEquals(output.length, written);
        assertArrayEquals(whole(44_100, 16_000, input), output);
    }

    @Test
    void refusesSamplesThatAreNotFiniteWithoutATrace() {
        float[] input = noise(new Random(4), 2_000);
        Resampler resampler = new Resampler(8_000, 16_000);
        float[] output = new float[4_000];
        int written = resampler.process(input, 0, 500, output, 0);
        float[] spoilt = input.clone();
        spoilt[1_234] = Float.POSITIVE_INFINITY;
        int at = written;
        AudioException refused =
                assertThrows(
                        AudioException.class,
                        () -> resampler.process(spoilt, 500, 1_500, output, at));
        assertTrue(refused.found().endsWith("sample 1234"), refused.getMessage());
        written += resampler.process(input, 500, 1_500, output, written);
        written += resampler.flush(output, written);
        assertEquals(4_000, written);
        assertArrayEquals(whole(8_000, 16_000, input), output);
    }

    @Test
    void startsANewStreamAfterFlushOrReset() {
        float[] input = noise(new Random(5), 777);
        Resampler resampler = new Resampler(22_050, 16_000);
        float[] expected = whole(22_050, 16_000, input);
        float[] output = new float[2_000];
        resampler.process(noise(new Random(6), 500), 0, 500, output, 0);
        resampler.reset();
        for (int round = 0; round < 2; round++) {
            int written = resampler.process(input, 0, 777, output, 0);
            written += resampler.flush(output, written);
            assertArrayEquals(expected, Arrays.copyOf(output, written));
        }
    }

    @Test
    void refusesAnOutputThatIsTooSmallBeforeTakingAnything() {
        Resampler resampler = new Resampler(8_000, 16_000);
        float[] input = noise(new Random(7), 100);
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> resampler.process(input, 0, 100, new float[199], 0));
        assertEquals(200, resampler.outputBound(100));
        assertThrows(AudioException.class, () -> new Resampler(0, 16_000));
        assertThrows(AudioException.class, () -> new Resampler(16_000, 10_000_000));
    }

    @Test
    void endsAnEmptyStreamWithNothing() {
        assertEquals(0, new Resampler(8_000, 16_000).flush(new float[0], 0));
    }

    private static float[] whole(int from, int to, float[] input) {
        Resampler resampler = new Resampler(from, to);
        float[] output = new float[resampler.outputBound(input.length)];
        int written = resampler.process(input, 0, input.length, output, 0);
        written += resampler.flush(output, written);
        assertEquals(output.length, written);
        return output;
    }

    private static float[] inRandomChunks(int from, int to, float[] input, Random random) {
        Resampler resampler = new Resampler(from, to);
        float[] output = new float[resampler.outputBound(input.length)];
        float[] chunk = new float[input.length];
        int written = 0;
        for (int taken = 0; taken < input.length; ) {
            int limit = random.nextInt(3) == 0 ? input.length : 300;
            int size = Math.min(1 + random.nextInt(limit), input.length - taken);
            int bound = resampler.blockBound(size);
            Arrays.fill(chunk, Float.NaN);
            System.arraycopy(input, taken, chunk, 0, size);
            int count = resampler.process(chunk, 0, size, output, written);
            assertTrue(count <= bound, count + " samples, bound " + bound);
            written += count;
            taken += size;
        }
        written += resampler.flush(output, written);
        return Arrays.copyOf(output, written);
    }

    private static float[] tone(double hz, double rate, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) Math.cos(2 * Math.PI * hz * i / rate);
        }
        return samples;
    }

    private static float[] noise(Random random, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
        return samples;
    }

    private static ByteBuffer resource(String name) throws IOException {
        try (InputStream in = ResamplerTest.class.getResourceAsStream(name)) {
            assertNotNull(in, "no resource " + name + "; run golden_resampler.py");
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
