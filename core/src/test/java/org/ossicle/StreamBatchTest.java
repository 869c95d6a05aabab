package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;
import org.ossicle.error.EngineException;

class StreamBatchTest {
    private static final PcmFormat FLOATS = PcmFormat.monoFloat32(16_000);
    private static final PcmFormat SHORTS = new PcmFormat(16_000, 1, PcmEncoding.INT16);
    private static final int BROKEN = -16;

    @TempDir Path folder;

    private SpeechModel model;

    @BeforeEach
    void load() throws IOException {
        Files.createFile(folder.resolve(ToneFamily.FILE));
        model = SpeechModel.load(folder);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private static List<String> take(RecognizerStream stream) {
        List<String> taken = new ArrayList<>();
        for (SpeechEvent event; (event = stream.poll()) != null; ) {
            taken.add(event.toString());
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void givesEachStreamWhatItGetsAlone(int threads) {
        int streams = 17;
        float[][] sounds = new float[streams][];
        List<List<String>> wanted = new ArrayList<>();
        Random random = new Random(5);
        for (int s = 0; s < streams; s++) {
            sounds[s] = ToneModel.sound(random.ints(20 + 3 * s, 0, 4).toArray());
            try (RecognizerStream alone = model.newStream()) {
                alone.accept(sounds[s], 0, sounds[s].length, FLOATS);
                alone.finish();
                wanted.add(take(alone));
            }
        }
        assertEquals(wanted, recognizeTogether(sounds, threads, random));
    }

    private List<List<String>> recognizeTogether(float[][] sounds, int threads, Random random) {
        List<RecognizerStream> streams = new ArrayList<>();
        List<List<String>> found = new ArrayList<>();
        int[] fed = new int[sounds.length];
        try (StreamBatch batch = new StreamBatch(threads)) {
            for (int s = 0; s < sounds.length; s++) {
                streams.add(model.newStream());
                found.add(new ArrayList<>());
            }
            boolean more = true;
            while (more) {
                more = false;
                for (int s = 0; s < sounds.length; s++) {
                    int length = Math.min(random.nextInt(4000), sounds[s].length - fed[s]);
                    if (length > 0) {
                        batch.add(streams.get(s), sounds[s], fed[s], length, FLOATS);
                        fed[s] += length;
                    }
                    more |= fed[s] < sounds[s].length;
                }
                batch.run();
            }
            streams.forEach(batch::addFinish);
            batch.run();
            for (int s = 0; s < sounds.length; s++) {
                found.get(s).addAll(take(streams.get(s)));
            }
        } finally {
            streams.forEach(RecognizerStream::close);
        }
        return found;
    }

    @Test
    void takesSamplesOfAnyEncoding() {
        float[] floats = ToneModel.sound(0, 1, 1, 0);
        int offset = 5000;
        short[] shorts = new short[offset + floats.length];
        ByteBuffer bytes = ByteBuffer.allocate(2 * shorts.length);
        for (int i = 0; i < floats.length; i++) {
            short sample = (short) (floats[i] * 32_768);
            shorts[offset + i] = sample;
            bytes.put(2 * (offset + i), (byte) sample);
            bytes.put(2 * (offset + i) + 1, (byte) (sample >> 8));
        }
        try (StreamBatch batch = new StreamBatch(2);
                RecognizerStream a = model.newStream();
                RecognizerStream b = model.newStream();
                RecognizerStream c = model.newStream()) {
            batch.add(a, floats, 0, floats.length, FLOATS);
            batch.add(b, shorts, offset, floats.length, SHORTS);
            batch.add(c, bytes, 2 * offset, 2 * floats.length, SHORTS);
            batch.run();
            List<String> said = take(a);
            assertFalse(said.isEmpty());
            assertEquals(said, take(b));
            assertEquals(said, take(c));
        }
    }

    @Test
    void recognizesTwoStreamsAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicReference<Exception> alone = new AtomicReference<>();
        float[] word = ToneModel.sound(0, 1, 0);
        try (StreamBatch batch = new StreamBatch(2);
                RecognizerStream a = meeting(both, alone);
                RecognizerStream b = meeting(both, alone)) {
            batch.add(a, word, 0, word.length, FLOATS);
            batch.add(b, word, 0, word.length, FLOATS);
            batch.run();
            assertSame(null, alone.get());
        }
    }

    private RecognizerStream meeting(CyclicBarrier both, AtomicReference<Exception> alone) {
        return model.newStream(
                StreamOptions.defaults(),
                event -> {
                    try {
                        both.await(10, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        alone.compareAndSet(null, e);
                    }
                });
    }

    @Test
    void aFailureIsItsOwnStreamsOnly() {
        float[] sound = ToneModel.sound(0, 1, 0, 0);
        float[] broken = ToneModel.sound(0, BROKEN, 0, 0);
        try (StreamBatch batch = new StreamBatch(2);
                RecognizerStream first = model.newStream();
                RecognizerStream second = model.newStream();
                RecognizerStream third = model.newStream();
                RecognizerStream alone = model.newStream()) {
            batch.add(first, broken, 0, broken.length, FLOATS);
            batch.add(second, sound, 0, sound.length, FLOATS);
            batch.add(third, sound, 0, sound.length, SHORTS);
            EngineException thrown = assertThrows(EngineException.class, batch::run);
            assertEquals(1, thrown.getSuppressed().length);
            assertTrue(thrown.getSuppressed()[0] instanceof AudioException);
            alone.accept(sound, 0, sound.length, FLOATS);
            assertEquals(take(alone), take(second));
            assertThrows(EngineException.class, first::finish);
            batch.add(third, sound, 0, sound.length, FLOATS);
            batch.run();
            assertEquals(List.of(), take(second));
            assertFalse(take(third).isEmpty());
        }
    }

    @Test
    void anErrorOfAListenerLeavesTheRun() {
        float[] word = ToneModel.sound(0, 1, 0);
        AssertionError error = new AssertionError("of the listener");
        try (StreamBatch batch = new StreamBatch(2);
                RecognizerStream first = model.newStream();
                RecognizerStream second =
                        model.newStream(
                                StreamOptions.defaults(),
                                event -> {
                                    throw error;
                                })) {
            batch.add(first, word, 0, word.length, FLOATS);
            batch.add(second, word, 0, word.length, FLOATS);
            assertSame(error, assertThrows(AssertionError.class, batch::run));
            assertFalse(take(first).isEmpty());
        }
    }

    @Test
    void letsOneCallInAtATime() {
        float[] word = ToneModel.sound(0, 1, 0);
        List<RuntimeException> refused = new ArrayList<>();
        StreamBatch[] batches = new StreamBatch[1];
        try (RecognizerStream other = model.newStream();
                RecognizerStream stream =
                        model.newStream(
                                StreamOptions.defaults(),
                                event -> {
                                    refused.add(refusal(batches[0]::run));
                                    refused.add(refusal(() -> batches[0].addFinish(other)));
                                });
                StreamBatch batch = new StreamBatch(2)) {
            batches[0] = batch;
            batch.add(stream, word, 0, word.length, FLOATS);
            batch.run();
        }
        assertEquals(2, refused.size());
        refused.forEach(e -> assertTrue(e instanceof ConcurrentUseException, e.toString()));
    }

    private static RuntimeException refusal(Runnable call) {
        return assertThrows(RuntimeException.class, call::run);
    }

    @Test
    void forgetsItsStreamsAfterARun() throws InterruptedException {
        try (StreamBatch batch = new StreamBatch(1)) {
            WeakReference<RecognizerStream> stream = finishOne(batch);
            for (int round = 0; round < 500 && stream.get() != null; round++) {
                System.gc();
                Thread.sleep(10);
            }
            assertSame(null, stream.get());
        }
    }

    private WeakReference<RecognizerStream> finishOne(StreamBatch batch) {
        try (RecognizerStream stream = model.newStream()) {
            batch.addFinish(stream);
            batch.run();
            return new WeakReference<>(stream);
        }
    }

    @Test
    void refusesAStreamTwiceInARun() {
        float[] sound = ToneModel.sound(0);
        try (StreamBatch batch = new StreamBatch(2);
                RecognizerStream stream = model.newStream()) {
            batch.add(stream, sound, 0, sound.length, FLOATS);
            assertThrows(ConcurrentUseException.class, () -> batch.addFinish(stream));
            batch.run();
            batch.addFinish(stream);
            batch.run();
        }
    }

    @Test
    void refusesUseAfterCloseAndThreadsThatCannotBe() {
        StreamBatch batch = new StreamBatch(2);
        batch.run();
        batch.close();
        batch.close();
        assertThrows(ClosedException.class, batch::run);
        assertThrows(IllegalArgumentException.class, () -> new StreamBatch(0));
        assertThrows(IllegalArgumentException.class, () -> new StreamBatch(1025));
    }

    @Test
    void allocatesNothingOnAnyThread() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] silence = new float[4800];
        try (StreamBatch batch = new StreamBatch(2);
                RecognizerStream a = model.newStream();
                RecognizerStream b = model.newStream()) {
            long[] ids =
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(t -> t.getName().startsWith("ossicle-batch"))
                            .mapToLong(Thread::getId)
                            .toArray();
            assertEquals(1, ids.length);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 30 && least > 0; round++) {
                long before = allocated(threads, ids);
                for (int chunk = 0; chunk < 50; chunk++) {
                    batch.add(a, silence, 0, silence.length, FLOATS);
                    batch.add(b, silence, 0, silence.length, FLOATS);
                    batch.run();
                }
                least = Math.min(least, allocated(threads, ids) - before);
            }
            assertEquals(0, least, "bytes for 50 batches");
        }
    }

    private static long allocated(ThreadMXBean threads, long[] helpers) {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        for (long helper : helpers) {
            bytes += threads.getThreadAllocatedBytes(helper);
        }
        return bytes;
    }
}
