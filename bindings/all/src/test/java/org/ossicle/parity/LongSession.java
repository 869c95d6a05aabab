package org.ossicle.parity;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ossicle.EmotionClassifier;
import org.ossicle.Session;
import org.ossicle.SessionEvent;
import org.ossicle.SessionOptions;
import org.ossicle.SpeechModel;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;

/**
 * A session of two channels that goes on and on, as a program of its own: {@code LongSession
 * MINUTES} prints a {@link Reading} after every half minute of sound.
 */
final class LongSession {
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 2, PcmEncoding.FLOAT32);
    private static final int CHUNK_FRAMES = 1_600;
    private static final int CHUNKS_PER_READING = 300;

    private final float[] voices;
    private final float[] chunk = new float[2 * CHUNK_FRAMES];
    private final Engine engine = EngineLookup.open().engine();
    private int at;
    private long chunks;
    private long events;

    private LongSession() throws IOException {
        voices = voices();
    }

    public static void main(String[] arguments) throws IOException {
        new LongSession().run(Integer.parseInt(arguments[0]) * 60 * 10L);
    }

    private void run(long mostChunks) throws IOException {
        SessionOptions options =
                SessionOptions.defaults().withSeparateChannels(2).withKeywords("computer");
        try (SpeechModel speech = SpeechModel.embedded();
                EmotionClassifier emotions = EmotionClassifier.embedded();
                Session session = Session.open(speech, emotions, options)) {
            while (chunks < mostChunks) {
                fill();
                session.accept(chunk, 0, chunk.length, FORMAT);
                chunks++;
                for (SessionEvent event; (event = session.poll()) != null; ) {
                    if (event.atSeconds() > chunks / 10.0 + 1e-6) {
                        throw new IllegalStateException(event + " after " + chunks + " chunks");
                    }
                    events++;
                }
                if (chunks % CHUNKS_PER_READING == 0) {
                    System.out.println(reading(session).line());
                }
            }
        }
    }

    /** The next tenth of a second; the second channel is half a minute ahead of the first. */
    private void fill() {
        for (int i = 0; i < CHUNK_FRAMES; i++) {
            chunk[2 * i] = voices[at];
            chunk[2 * i + 1] = voices[(at + voices.length / 2) % voices.length];
            at = (at + 1) % voices.length;
        }
    }

    private Reading reading(Session session) throws IOException {
        int snapshotBytes = session.snapshot().length;
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        Reading reading =
                new Reading(
                        chunks,
                        runtime.totalMemory() - runtime.freeMemory(),
                        Long.parseLong(engine.facts().get("native bytes in use")),
                        anonymousBytes(),
                        snapshotBytes,
                        events,
                        session.droppedEvents());
        Reference.reachabilityFence(this);
        return reading;
    }

    /** What the process holds of memory that is no file's: in the machine or swapped out. */
    private static long anonymousBytes() throws IOException {
        long kilobytes = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps_rollup"))) {
            if (line.startsWith("Anonymous:") || line.startsWith("Swap:")) {
                kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kilobytes << 10;
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

    /**
     * What a session holds after so many chunks of a tenth of a second.
     *
     * @param heapBytes objects that a collection leaves
     * @param libraryBytes what the native library's allocator has handed out
     * @param anonymousBytes memory of the process that no file backs
     */
    record Reading(
            long chunks,
            long heapBytes,
            long libraryBytes,
            long anonymousBytes,
            long snapshotBytes,
            long events,
            long droppedEvents) {
        private static final String MARK = "reading";

        String line() {
            return String.join(
                    " ",
                    MARK,
                    Long.toString(chunks),
                    Long.toString(heapBytes),
                    Long.toString(libraryBytes),
                    Long.toString(anonymousBytes),
                    Long.toString(snapshotBytes),
                    Long.toString(events),
                    Long.toString(droppedEvents));
        }

        /** The readings among the lines a program printed. */
        static List<Reading> among(String output) {
            return output.lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length == 8 && words[0].equals(MARK))
                    .map(Reading::of)
                    .toList();
        }

        private static Reading of(String[] words) {
            return new Reading(
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Long.parseLong(words[5]),
                    Long.parseLong(words[6]),
                    Long.parseLong(words[7]));
        }
    }
}
