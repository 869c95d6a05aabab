package org.ossicle.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ossicle.EmotionClassifier;
import org.ossicle.Session;
import org.ossicle.SessionEvent;
import org.ossicle.SessionOptions;
import org.ossicle.SpeechModel;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;

/**
 * A session that goes on and on. Two minutes of sound by default, of which the memory may not tell
 * after the first one; {@code -Dossicle.session.minutes=60} makes it an hour.
 */
class LongSessionTest {
    private static final int MINUTES = Integer.getInteger("ossicle.session.minutes", 2);
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 2, PcmEncoding.FLOAT32);
    private static final int CHUNK_FRAMES = 1_600;
    private static final long MOST_GROWTH_BYTES = 1 << 20;
    private static final long MOST_RESIDENT_GROWTH_KB = 16 << 10;

    @Test
    void staysAsSmallAsItWasAfterTheFirstMinute() throws IOException {
        float[] voices = voices();
        float[] chunk = new float[2 * CHUNK_FRAMES];
        SessionOptions options =
                SessionOptions.defaults().withSeparateChannels(2).withKeywords("computer");
        long events = 0;
        long heap = 0;
        long resident = 0;
        int snapshotBytes = 0;
        try (SpeechModel speech = SpeechModel.embedded();
                EmotionClassifier emotions = EmotionClassifier.embedded();
                Session session = Session.open(speech, emotions, options)) {
            int at = 0;
            for (int tenth = 0; tenth < MINUTES * 600; tenth++) {
                for (int i = 0; i < CHUNK_FRAMES; i++) {
                    chunk[2 * i] = voices[at];
                    chunk[2 * i + 1] = voices[(at + voices.length / 2) % voices.length];
                    at = (at + 1) % voices.length;
                }
                session.accept(chunk, 0, chunk.length, FORMAT);
                for (SessionEvent event; (event = session.poll()) != null; ) {
                    assertTrue(event.atSeconds() <= (tenth + 1) / 10.0 + 1e-6, event.toString());
                    events++;
                }
                if (tenth == 600) {
                    heap = usedHeap();
                    resident = residentKb();
                    snapshotBytes = session.snapshot().length;
                }
            }
            long grown = usedHeap() - heap;
            long residentGrown = residentKb() - resident;
            System.out.printf(
                    "session of %d min: %d events, heap %+d bytes, resident %+d kB%n",
                    MINUTES, events, grown, residentGrown);
            assertTrue(events > 10L * MINUTES, events + " events");
            assertTrue(grown <= MOST_GROWTH_BYTES, grown + " bytes of heap");
            assertTrue(residentGrown <= MOST_RESIDENT_GROWTH_KB, residentGrown + " kB resident");
            assertEquals(0, session.droppedEvents());
            int growth = session.snapshot().length - snapshotBytes;
            assertTrue(Math.abs(growth) <= 1 << 16, growth + " bytes of snapshot");
        }
    }

    /** A minute of words and sentences, with pauses. */
    private static float[] voices() throws IOException {
        float[] all = new float[60 * 16_000];
        int end = 0;
        try (Stream<Path> files = Files.list(Shared.path("emotion/emodb"))) {
            List<Path> sorted = files.sorted().toList();
            for (int i = 0; end < all.length; i++) {
                float[] samples = Shared.samples(sorted.get(i * 37 % sorted.size()));
                int count = Math.min(samples.length, all.length - end);
                System.arraycopy(samples, 0, all, end, count);
                end += count + 16_000;
            }
        }
        return all;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long residentKb() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS in /proc/self/status");
    }
}
