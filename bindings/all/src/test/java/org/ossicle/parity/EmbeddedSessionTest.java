package org.ossicle.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.parity.EmbeddedSession.FORMAT;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.EmotionClassifier;
import org.ossicle.Session;
import org.ossicle.SpeechModel;
import org.ossicle.engine.EngineLookup;

/** Words and feelings together, with the models in the jar, on the native engine. */
class EmbeddedSessionTest {
    private static final float[] CALL = EmbeddedSession.call();

    private static SpeechModel speech;
    private static EmotionClassifier emotions;

    @BeforeAll
    static void load() {
        speech = SpeechModel.embedded();
        emotions = EmotionClassifier.embedded();
    }

    @AfterAll
    static void close() {
        speech.close();
        emotions.close();
    }

    private static Session open() {
        return EmbeddedSession.open(speech, emotions);
    }

    @Test
    void goesOnElsewhereAsIfItHadStayed() {
        Random random = new Random(11);
        List<String> stayed = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        int moves = 0;
        Session there = open();
        try (Session here = open()) {
            for (int from = 0; from < CALL.length; ) {
                int count = 2 * Math.min((CALL.length - from) / 2, 1 + random.nextInt(3_200));
                here.accept(CALL, from, count, FORMAT);
                there.accept(CALL, from, count, FORMAT);
                from += count;
                if (random.nextInt(4) == 0) {
                    byte[] snapshot = there.snapshot();
                    there.close();
                    there = open();
                    there.restore(snapshot);
                    moves++;
                }
                stayed.addAll(EmbeddedSession.take(here));
                moved.addAll(EmbeddedSession.take(there));
            }
            here.finish();
            there.finish();
            stayed.addAll(EmbeddedSession.take(here));
            moved.addAll(EmbeddedSession.take(there));
            assertArrayEquals(here.snapshot(), there.snapshot());
        } finally {
            there.close();
        }
        assertTrue(moves > 20, moves + " moves");
        for (String part : List.of("Keyword", "computer", "Final", "Endpoint", "AngerRaised")) {
            assertTrue(stayed.stream().anyMatch(e -> e.contains(part)), part + " in " + stayed);
        }
        assertEquals(stayed, moved);
    }

    @Test
    void goesOnInAnotherProcess(@TempDir Path folder) throws Exception {
        int frame = 123_457;
        List<String> wanted;
        Path snapshot = folder.resolve("snapshot");
        try (Session session = open()) {
            session.accept(CALL, 0, 2 * frame, FORMAT);
            EmbeddedSession.take(session);
            Files.write(snapshot, session.snapshot());
            session.accept(CALL, 2 * frame, CALL.length - 2 * frame, FORMAT);
            session.finish();
            wanted = EmbeddedSession.take(session);
        }
        assertTrue(wanted.size() > 10, wanted::toString);
        assertEquals(wanted, heardElsewhere(folder, snapshot, frame));
    }

    private static List<String> heardElsewhere(Path folder, Path snapshot, int frame)
            throws IOException, InterruptedException {
        Path heard = folder.resolve("heard");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EmbeddedSession.class.getName(),
                                snapshot.toString(),
                                Integer.toString(frame))
                        .redirectError(folder.resolve("errors").toFile())
                        .redirectOutput(heard.toFile())
                        .start();
        int exit = process.waitFor();
        assertEquals(0, exit, Files.readString(folder.resolve("errors"), UTF_8));
        return Files.readAllLines(heard, UTF_8);
    }

    @Test
    void quietCostsNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] quiet = new float[2 * 1_600];
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = 1e-4f * ((i * 7919 % 101) / 50f - 1);
        }
        try (Session session = open()) {
            long least = Long.MAX_VALUE;
            long allocations = -1;
            for (int round = 0; round < 8 && least != 0; round++) {
                allocations = nativeAllocations();
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 100; i++) {
                    session.accept(quiet, 0, quiet.length, FORMAT);
                    if (session.poll() != null) {
                        throw new AssertionError("quiet noise gave an event");
                    }
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least, "Java bytes for ten seconds");
            assertEquals(allocations, nativeAllocations(), "native allocations");
        }
    }

    private static long nativeAllocations() {
        return Long.parseLong(EngineLookup.open().engine().facts().get("native allocations"));
    }
}
