package org.ossicle.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.parity.LongSession.Reading;

/**
 * A session holds no more after an hour than after its first minute. Two minutes of sound by
 * default; {@code -Dossicle.session.minutes=60} makes it an hour.
 *
 * <p>The session runs in a JVM of its own that keeps its own memory still: a heap of fixed size
 * with every page touched, and no optimizing compiler. In an ordinary JVM that compiler takes up to
 * 34 MB for a moment, of which the C library keeps some for good, whenever a method has been called
 * often enough: {@code EmotionTracker.score} is after 43 minutes. Pages of the young generation
 * that were never used before become resident for as long, too. Neither tells of the session, and
 * each is larger than what a small leak loses in an hour.
 */
class LongSessionTest {
    private static final int SESSION_MINUTES = Integer.getInteger("ossicle.session.minutes", 2);
    private static final long FIRST_CHUNKS = 600;
    private static final long MOST_HEAP_BYTES = 64 << 10;

    /** Code compiled and classes loaded late come in pieces of 64 kB. */
    private static final long MOST_ANONYMOUS_BYTES = 384 << 10;

    private static final long MOST_ANONYMOUS_BYTES_PER_CHUNK = 32;

    @Test
    void holdsNoMoreThanAfterTheFirstMinute(@TempDir Path folder) throws Exception {
        Shared.path("emotion/emodb");
        assumeTrue(
                Files.exists(Path.of("/proc/self/smaps_rollup")),
                "skipped: the system does not say what memory a process holds");
        String output = runSession(folder);
        List<Reading> readings = Reading.among(output);
        assertEquals(2 * SESSION_MINUTES, readings.size(), output);
        Reading first =
                readings.stream().filter(r -> r.chunks() == FIRST_CHUNKS).findFirst().orElseThrow();
        Reading last = readings.get(readings.size() - 1);
        System.out.printf(
                "session of %d min: %d events, heap %+d, library %+d, anonymous %+d bytes%n",
                SESSION_MINUTES,
                last.events(),
                last.heapBytes() - first.heapBytes(),
                last.libraryBytes() - first.libraryBytes(),
                last.anonymousBytes() - first.anonymousBytes());
        assertTrue(last.events() > 10L * SESSION_MINUTES, output);
        assertEquals(0, last.droppedEvents(), output);
        for (int i = readings.indexOf(first); i < readings.size(); i++) {
            Reading now = readings.get(i);
            // A collection may leave some of the JVM's own objects to the next one; a leak stays.
            Reading next = readings.get(Math.min(i + 1, readings.size() - 1));
            Reading kept = next.heapBytes() < now.heapBytes() ? next : now;
            assertEquals(first.libraryBytes(), now.libraryBytes(), "library's bytes:\n" + output);
            assertGrowth(MOST_HEAP_BYTES, first, kept, Reading::heapBytes, "heap", output);
            long mostAnonymous =
                    MOST_ANONYMOUS_BYTES
                            + MOST_ANONYMOUS_BYTES_PER_CHUNK * (now.chunks() - first.chunks());
            assertGrowth(mostAnonymous, first, now, Reading::anonymousBytes, "memory", output);
            assertGrowth(1 << 16, first, now, Reading::snapshotBytes, "snapshot", output);
        }
    }

    private static void assertGrowth(
            long most,
            Reading first,
            Reading now,
            ToLongFunction<Reading> bytes,
            String what,
            String output) {
        long grown = bytes.applyAsLong(now) - bytes.applyAsLong(first);
        assertTrue(
                grown <= most,
                () ->
                        String.format(
                                "%s grew by %d bytes in %d chunks, at most %d expected:%n%s",
                                what, grown, now.chunks() - first.chunks(), most, output));
    }

    private static String runSession(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        for (String property : List.of("ossicle.shared", "ossicle.cache")) {
            if (System.getProperty(property) != null) {
                command.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(LongSession.class.getName(), Integer.toString(SESSION_MINUTES)));
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertTrue(
                    process.waitFor(2L * SESSION_MINUTES, MINUTES), "slower than half the sound");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, UTF_8);
        assertEquals(0, process.exitValue(), text);
        return text;
    }
}
