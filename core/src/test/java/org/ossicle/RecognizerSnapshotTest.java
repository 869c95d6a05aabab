package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.EngineException;
import org.ossicle.error.OssicleException;
import org.ossicle.error.SnapshotException;

/** A stream that moves from one object to another, on a model that reads tones. */
class RecognizerSnapshotTest {
    private static final PcmFormat STEREO = new PcmFormat(44_100, 2, PcmEncoding.FLOAT32);
    private static final int SECONDS = 30;

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

    /** Words and pauses in two channels of 44.1 kHz. */
    private static float[] sound(long seed) {
        Random random = new Random(seed);
        float[] samples = new float[SECONDS * 44_100 * 2];
        int token = 0;
        for (int i = 0; i < samples.length; i++) {
            if (i % 8820 == 0) {
                token = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0;
            }
            samples[i] = token / 16f;
        }
        return samples;
    }

    private static void take(RecognizerStream stream, List<String> events) {
        SpeechEvent event;
        while ((event = stream.poll()) != null) {
            events.add(text(event));
        }
    }

    private static String text(SpeechEvent event) {
        if (event instanceof SpeechEvent.Partial partial) {
            return text(partial.transcript());
        }
        return event instanceof SpeechEvent.Final said ? text(said.transcript()) : event.toString();
    }

    private static String text(Transcript transcript) {
        return transcript + " " + transcript.tokens() + transcript.words();
    }

    private static final StreamOptions OPTIONS =
            StreamOptions.defaults().withEndpoints(0.6, 5).withChannel(1).withBlankPenalty(0.5f);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void goesOnElsewhereAsIfItHadStayed(long seed) {
        float[] sound = sound(seed);
        Random random = new Random(seed);
        List<String> stayed = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        RecognizerStream there = model.newStream(OPTIONS);
        try (RecognizerStream here = model.newStream(OPTIONS)) {
            int moves = 0;
            for (int from = 0; from < sound.length; ) {
                int count = 2 * Math.min((sound.length - from) / 2, 1 + random.nextInt(20_000));
                here.accept(sound, from, count, STEREO);
                there.accept(sound, from, count, STEREO);
                from += count;
                take(here, stayed);
                boolean pending = random.nextBoolean();
                if (!pending) {
                    take(there, moved);
                }
                if (random.nextInt(3) == 0) {
                    byte[] snapshot = there.snapshot();
                    there.close();
                    there = model.newStream(OPTIONS);
                    there.restore(snapshot);
                    assertArrayEquals(snapshot, there.snapshot());
                    moves++;
                }
                take(there, moved);
            }
            here.finish();
            there.finish();
            take(here, stayed);
            take(there, moved);
            assertTrue(moves > 10, moves + " moves");
            assertTrue(stayed.size() > 20, stayed.size() + " events");
            assertEquals(stayed, moved);
        } finally {
            there.close();
        }
    }

    @Test
    void isTheSameHoweverTheSoundWasCut() {
        float[] sound = sound(4);
        try (RecognizerStream one = model.newStream(OPTIONS);
                RecognizerStream other = model.newStream(OPTIONS)) {
            one.accept(sound, 0, 500_000, STEREO);
            for (int from = 0; from < 500_000; from += 2_000) {
                other.accept(sound, from, 2_000, STEREO);
            }
            take(one, new ArrayList<>());
            take(other, new ArrayList<>());
            assertArrayEquals(one.snapshot(), other.snapshot());
        }
    }

    @Test
    void carriesTheEndAndTheStart() {
        float[] sound = sound(5);
        try (RecognizerStream ended = model.newStream(OPTIONS);
                RecognizerStream other = model.newStream(OPTIONS)) {
            byte[] start = ended.snapshot();
            ended.accept(sound, 0, sound.length, STEREO);
            ended.finish();
            other.restore(ended.snapshot());
            List<String> rest = new ArrayList<>();
            take(ended, rest);
            List<String> copied = new ArrayList<>();
            take(other, copied);
            assertEquals(rest, copied);
            OssicleException e =
                    assertThrows(OssicleException.class, () -> other.accept(sound, 0, 2, STEREO));
            assertTrue(e.getMessage().contains("finished"), e.getMessage());
            other.restore(start);
            other.accept(sound, 0, sound.length, STEREO);
            assertNotNull(other.poll());
        }
    }

    @Test
    void refusesOtherOptionsAndModels(@TempDir Path elsewhere) throws IOException {
        byte[] snapshot;
        try (RecognizerStream stream = model.newStream(OPTIONS)) {
            stream.accept(sound(6), 0, 100_000, STEREO);
            snapshot = stream.snapshot();
        }
        for (StreamOptions other :
                List.of(
                        OPTIONS.withChannel(0),
                        OPTIONS.withBlankPenalty(0),
                        OPTIONS.withEndpoints(0.6, 6),
                        OPTIONS.withoutEndpoints())) {
            try (RecognizerStream stream = model.newStream(other)) {
                SnapshotException e =
                        assertThrows(SnapshotException.class, () -> stream.restore(snapshot));
                assertTrue(e.expected().contains("options"), e.getMessage());
            }
        }
        Files.writeString(elsewhere.resolve(ToneFamily.FILE), "another");
        try (SpeechModel other = SpeechModel.load(elsewhere);
                RecognizerStream stream = other.newStream(OPTIONS)) {
            SnapshotException e =
                    assertThrows(SnapshotException.class, () -> stream.restore(snapshot));
            assertTrue(e.found().contains("another"), e.getMessage());
        }
    }

    @Test
    void refusesEveryDamagedByteAndStaysAsItWas() {
        try (RecognizerStream stream = model.newStream(OPTIONS)) {
            stream.accept(sound(7), 0, 30_000, STEREO);
            byte[] snapshot = stream.snapshot();
            for (int i = 0; i < snapshot.length; i += i < 100 ? 1 : 37) {
                byte[] damaged = snapshot.clone();
                damaged[i] ^= (byte) (1 << i % 8);
                assertThrows(SnapshotException.class, () -> stream.restore(damaged));
            }
            for (int length : new int[] {0, 1, 27, 36, snapshot.length - 1}) {
                byte[] cut = Arrays.copyOf(snapshot, length);
                assertThrows(SnapshotException.class, () -> stream.restore(cut));
            }
            byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);
            assertThrows(SnapshotException.class, () -> stream.restore(longer));
            assertArrayEquals(snapshot, stream.snapshot());
        }
    }

    @Test
    void survivesForgery() {
        float[] sound = sound(8);
        Random random = new Random(8);
        int refused = 0;
        int taken = 0;
        try (RecognizerStream stream = model.newStream(OPTIONS)) {
            stream.accept(sound, 0, 200_000, STEREO);
            byte[] snapshot = stream.snapshot();
            for (int round = 0; round < 3000; round++) {
                byte[] forged =
                        round % 10 == 0
                                ? SnapshotBytes.resized(
                                        snapshot, 36 + random.nextInt(snapshot.length))
                                : SnapshotBytes.forged(snapshot, random);
                try {
                    stream.restore(forged);
                    stream.accept(sound, 200_000, 20_000, STEREO);
                    stream.finish();
                    taken++;
                } catch (SnapshotException e) {
                    refused++;
                } catch (OssicleException e) {
                    taken++;
                }
                take(stream, new ArrayList<>());
                stream.reset();
                stream.accept(sound, 0, 2_000, STEREO);
            }
        }
        assertTrue(refused > 500 && taken > 500, refused + " refused, " + taken + " taken");
    }

    @Test
    void hasNoSnapshotOfAStreamThatFailed() {
        try (RecognizerStream stream = model.newStream()) {
            float[] broken = ToneModel.sound(-16, -16);
            assertThrows(
                    EngineException.class,
                    () -> stream.accept(broken, 0, broken.length, RecognizerStreamTest.FLOATS));
            assertThrows(EngineException.class, stream::snapshot);
        }
    }
}
