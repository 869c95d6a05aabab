package org.ossicle.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.AudioException;

class OnlineFbankTest {
    private static final int RATE_HZ = 16_000;

    static Stream<FbankConfig> frontEnds() {
        return Stream.of(
                FbankConfig.kaldiPovey(),
                FbankConfig.wenet(),
                FbankConfig.funasr(),
                FbankConfig.nemo(80),
                FbankConfig.nemoOriginal(128),
                FbankConfig.whisper(80),
                FbankConfig.whisperOriginal(80),
                FbankConfig.kaldiPovey().toBuilder().dither(1e-4f, 7).build(),
                new FbankConfig.Builder().frames(250, 333).bins(23).build(),
                new FbankConfig.Builder()
                        .frames(401, 77)
                        .framing(Framing.CENTRED_REFLECTED_EDGES)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("frontEnds")
    void givesTheSameFramesHoweverTheSamplesArrive(FbankConfig config) {
        float[] signal = noise(new Random(3), 5 * RATE_HZ + 77);
        float[] whole = Fbank.extract(config, signal);
        for (long seed = 1; seed <= 8; seed++) {
            assertArrayEquals(whole, inRandomChunks(config, signal, new Random(seed)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 79, 80, 81, 160, 199, 200, 201, 279, 280, 400, 439, 560})
    void handlesSignalsShorterThanTheyAreFramed(int length) {
        float[] signal = noise(new Random(length), length);
        for (FbankConfig config : frontEnds().toList()) {
            float[] whole = Fbank.extract(config, signal);
            assertArrayEquals(whole, inRandomChunks(config, signal, new Random(length)));
            long frames =
                    new FrameGrid(config.framing(), config.windowSamples(), config.hopSamples())
                            .finalFrames(length);
            assertEquals(frames * config.bins(), whole.length);
        }
    }

    @Test
    void keepsFrameNumbersWhenOlderFramesAreDiscarded() {
        FbankConfig config = FbankConfig.kaldiPovey();
        float[] signal = noise(new Random(5), 2 * RATE_HZ);
        float[] whole = Fbank.extract(config, signal);
        OnlineFbank fbank = new OnlineFbank(config, 300);
        fbank.accept(signal, 0, signal.length);

        fbank.discardBefore(57);

        assertEquals(57, fbank.firstFrame());
        assertEquals(199, fbank.framesReady());
        float[] frames = new float[10 * 80];
        fbank.copyFrames(60, 10, frames, 0);
        assertArrayEquals(Arrays.copyOfRange(whole, 60 * 80, 70 * 80), frames);
        assertThrows(
                IndexOutOfBoundsException.class, () -> fbank.copyFrames(56, 2, new float[160], 0));
        assertThrows(
                IndexOutOfBoundsException.class, () -> fbank.copyFrames(198, 2, new float[160], 0));
        assertThrows(
                IndexOutOfBoundsException.class, () -> fbank.copyFrames(100, 2, new float[159], 0));
    }

    @Test
    void withholdsFramesWhoseLastSampleHasNotArrived() {
        OnlineFbank mirrored = new OnlineFbank(FbankConfig.kaldiPovey(), 8);
        float[] samples = new float[440];
        mirrored.accept(samples, 0, 279);
        assertEquals(0, mirrored.framesReady());
        mirrored.accept(samples, 0, 1);
        assertEquals(1, mirrored.framesReady());
        mirrored.accept(samples, 0, 159);
        assertEquals(1, mirrored.framesReady());
        assertFalse(mirrored.isFinished());
        mirrored.inputFinished();
        assertEquals(3, mirrored.framesReady());
        assertTrue(mirrored.isFinished());

        OnlineFbank snipped = new OnlineFbank(FbankConfig.funasr(), 8);
        snipped.accept(samples, 0, 399);
        assertEquals(0, snipped.framesReady());
        snipped.accept(samples, 0, 1);
        assertEquals(1, snipped.framesReady());
        snipped.inputFinished();
        assertEquals(1, snipped.framesReady());
        assertTrue(snipped.isFinished());
    }

    @Test
    void takesFewerSamplesWhenNoFrameIsDiscarded() {
        FbankConfig config = FbankConfig.nemoOriginal(80);
        float[] signal = noise(new Random(6), 3 * RATE_HZ);
        OnlineFbank fbank = new OnlineFbank(config, 10);

        int taken = fbank.accept(signal, 0, signal.length);

        assertTrue(taken > 10 * 160 && taken < signal.length, "took " + taken);
        assertEquals(10, fbank.framesReady());
        assertEquals(0, fbank.accept(signal, taken, 1));
        float[] all = new float[80 * signal.length / 160];
        int length = 0;
        while (length < all.length) {
            int count = (int) (fbank.framesReady() - fbank.firstFrame());
            fbank.copyFrames(fbank.firstFrame(), count, all, length);
            length += count * 80;
            fbank.discardBefore(fbank.framesReady());
            taken += fbank.accept(signal, taken, signal.length - taken);
            if (taken == signal.length && fbank.framesReady() == fbank.firstFrame()) {
                break;
            }
        }
        fbank.inputFinished();
        while (fbank.firstFrame() < fbank.framesReady()) {
            fbank.copyFrames(fbank.firstFrame(), 1, all, length);
            length += 80;
            fbank.discardBefore(fbank.firstFrame() + 1);
        }
        assertArrayEquals(Fbank.extract(config, signal), all);
    }

    @Test
    void givesTheFramesOfTheEndAsRoomForThemAppears() {
        float[] signal = noise(new Random(7), 1_600);
        OnlineFbank fbank = new OnlineFbank(FbankConfig.kaldiPovey(), 9);
        assertEquals(1_600, fbank.accept(signal, 0, 1_600));
        assertEquals(9, fbank.framesReady());
        fbank.inputFinished();
        assertEquals(9, fbank.framesReady());
        assertFalse(fbank.isFinished());
        fbank.discardBefore(1);
        assertEquals(10, fbank.framesReady());
        assertTrue(fbank.isFinished());
    }

    @Test
    void readsNoSampleOutsideTheRangeItIsGiven() {
        FbankConfig config = FbankConfig.kaldiPovey();
        float[] signal = noise(new Random(8), RATE_HZ);
        float[] fenced = new float[signal.length + 200];
        Arrays.fill(fenced, Float.NaN);
        System.arraycopy(signal, 0, fenced, 100, signal.length);
        OnlineFbank fbank = new OnlineFbank(config, 200);

        assertEquals(signal.length, fbank.accept(fenced, 100, signal.length));
        fbank.inputFinished();

        float[] frames = new float[100 * 80];
        fbank.copyFrames(0, 100, frames, 0);
        assertArrayEquals(Fbank.extract(config, signal), frames);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesSamplesThatAreNotFiniteWithoutATrace(float bad) {
        FbankConfig config = FbankConfig.kaldiPovey();
        float[] signal = noise(new Random(9), RATE_HZ);
        OnlineFbank fbank = new OnlineFbank(config, 200);
        fbank.accept(signal, 0, 1_000);
        float[] spoilt = signal.clone();
        spoilt[5_003] = bad;

        AudioException refused =
                assertThrows(
                        AudioException.class, () -> fbank.accept(spoilt, 1_000, RATE_HZ - 1_000));

        assertTrue(refused.found().contains("sample 5003"), refused.getMessage());
        assertEquals(1_000, fbank.samplesTaken());
        fbank.accept(signal, 1_000, RATE_HZ - 1_000);
        fbank.inputFinished();
        float[] frames = new float[100 * 80];
        fbank.copyFrames(0, 100, frames, 0);
        assertArrayEquals(Fbank.extract(config, signal), frames);
    }

    @Test
    void startsANewSignalAfterReset() {
        FbankConfig config = FbankConfig.kaldiPovey().toBuilder().dither(1e-3f, 11).build();
        float[] signal = noise(new Random(10), RATE_HZ);
        OnlineFbank fbank = new OnlineFbank(config, 200);
        fbank.accept(signal, 500, 7_000);
        fbank.inputFinished();
        assertThrows(IllegalStateException.class, () -> fbank.accept(signal, 0, 1));

        fbank.reset();
        fbank.accept(signal, 0, signal.length);
        fbank.inputFinished();

        float[] frames = new float[100 * 80];
        fbank.copyFrames(0, 100, frames, 0);
        assertArrayEquals(Fbank.extract(config, signal), frames);
    }

    @Test
    void ditherIsRepeatableAndSmall() {
        float[] signal = noise(new Random(12), RATE_HZ);
        FbankConfig plain = FbankConfig.kaldiPovey();
        float[] without = Fbank.extract(plain, signal);
        float[] with = Fbank.extract(plain.toBuilder().dither(1e-5f, 1).build(), signal);
        float[] again = Fbank.extract(plain.toBuilder().dither(1e-5f, 1).build(), signal);
        float[] other = Fbank.extract(plain.toBuilder().dither(1e-5f, 2).build(), signal);
        assertArrayEquals(with, again);
        assertFalse(Arrays.equals(with, other));
        assertFalse(Arrays.equals(with, without));
        assertArrayEquals(without, with, 0.05f);
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void copiesToBuffersAsToArrays(Framing framing) {
        FbankConfig config = FbankConfig.kaldiPovey().toBuilder().framing(framing).build();
        float[] signal = noise(new Random(13), RATE_HZ);
        OnlineFbank fbank = new OnlineFbank(config, 30);
        fbank.accept(signal, 0, 4_000);
        fbank.discardBefore(15);
        fbank.accept(signal, 4_000, 4_000);
        int count = (int) (fbank.framesReady() - 15);
        assertTrue(count > 25, "wraps around the store");
        float[] array = new float[count * 80];
        fbank.copyFrames(15, count, array, 0);
        FloatBuffer direct =
                ByteBuffer.allocateDirect(4 * (count * 80 + 2))
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        direct.put(0, Float.NaN).put(count * 80 + 1, Float.NaN);

        fbank.copyFrames(15, count, direct, 1);

        float[] copied = new float[count * 80];
        direct.get(1, copied);
        assertArrayEquals(array, copied);
        assertEquals(0, direct.position());
        assertTrue(Float.isNaN(direct.get(0)) && Float.isNaN(direct.get(count * 80 + 1)));
        assertThrows(IndexOutOfBoundsException.class, () -> fbank.copyFrames(15, count, direct, 3));
    }

    private static float[] inRandomChunks(FbankConfig config, float[] signal, Random random) {
        OnlineFbank fbank = new OnlineFbank(config, 1 + random.nextInt(400));
        float[] all = new float[(signal.length / config.hopSamples() + 2) * config.bins()];
        int length = 0;
        float[] chunk = new float[3 * RATE_HZ + 1];
        for (int taken = 0; taken < signal.length; ) {
            int limit = random.nextBoolean() ? 3 * RATE_HZ : 200;
            int size = Math.min(1 + random.nextInt(limit), signal.length - taken);
            Arrays.fill(chunk, Float.NaN);
            System.arraycopy(signal, taken, chunk, 0, size);
            for (int done = 0; done < size; ) {
                done += fbank.accept(chunk, done, size - done);
                length = drain(fbank, all, length, done < size || random.nextBoolean());
            }
            taken += size;
        }
        fbank.inputFinished();
        while (!fbank.isFinished() || fbank.firstFrame() < fbank.framesReady()) {
            length = drain(fbank, all, length, true);
        }
        return Arrays.copyOf(all, length);
    }

    private static int drain(OnlineFbank fbank, float[] all, int length, boolean wanted) {
        if (!wanted) {
            return length;
        }
        int count = (int) (fbank.framesReady() - fbank.firstFrame());
        fbank.copyFrames(fbank.firstFrame(), count, all, length);
        fbank.discardBefore(fbank.firstFrame() + count);
        return length + count * fbank.dim();
    }

    private static float[] noise(Random random, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        return samples;
    }
}
