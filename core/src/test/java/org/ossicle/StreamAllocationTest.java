package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;

/** What a stream allocates once it runs. */
class StreamAllocationTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;

    @TempDir Path folder;

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private SpeechModel model() throws IOException {
        Files.createFile(folder.resolve(ToneFamily.FILE));
        return SpeechModel.load(folder);
    }

    @Test
    void allocatesNothingForSoundThatBringsNoResult() throws IOException {
        PcmFormat stereo = new PcmFormat(44_100, 2, PcmEncoding.FLOAT32);
        float[] silence = new float[2 * 4410];
        short[] quiet = new short[2 * 4410];
        PcmFormat shorts = new PcmFormat(44_100, 2, PcmEncoding.INT16);
        try (SpeechModel model = model();
                RecognizerStream floats = model.newStream();
                RecognizerStream integers = model.newStream()) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = allocated();
                for (int chunk = 0; chunk < 50; chunk++) {
                    floats.accept(silence, 0, silence.length, stereo);
                    integers.accept(quiet, 0, quiet.length, shorts);
                    floats.poll();
                }
                least = Math.min(least, allocated() - start);
            }
            assertEquals(0, least, "bytes for 100 chunks of silence");
        }
    }

    @Test
    void allocatesLittleForEachResult() throws IOException {
        float[] word = ToneModel.sound(0, 1);
        int results = 0;
        long bytes = 0;
        long most = 0;
        try (SpeechModel model = model();
                RecognizerStream stream =
                        model.newStream(StreamOptions.defaults().withoutEndpoints())) {
            for (int i = 0; i < 100 + ROUNDS; i++) {
                long start = allocated();
                stream.accept(word, 0, word.length, RecognizerStreamTest.FLOATS);
                SpeechEvent event = stream.poll();
                long used = allocated() - start;
                if (event != null && i >= ROUNDS) {
                    results++;
                    bytes += used;
                    most = Math.max(most, used);
                }
            }
        }
        assertTrue(results > 90, results + " results");
        assertTrue(bytes / results <= 2048, bytes / results + " bytes per result");
        assertTrue(most <= 4096, "a result that makes a buffer grow: " + most + " bytes");
    }
}
