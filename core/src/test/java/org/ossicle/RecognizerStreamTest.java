package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;
import org.ossicle.error.EngineException;

class RecognizerStreamTest {
    static final PcmFormat FLOATS = PcmFormat.monoFloat32(16_000);
    private static final int BLANK = 0;
    private static final int YES = 1;
    private static final int NO = 2;
    private static final int T = 3;
    private static final int UNKNOWN = 7;
    private static final int BROKEN = -16;

    @TempDir static Path folder;

    private SpeechModel model;

    @BeforeEach
    void load() throws IOException {
        Path file = folder.resolve(ToneFamily.FILE);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        model = SpeechModel.load(folder);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private static void say(RecognizerStream stream, int... ids) {
        float[] sound = ToneModel.sound(ids);
        stream.accept(sound, 0, sound.length, FLOATS);
    }

    private static List<String> take(RecognizerStream stream) {
        List<String> taken = new ArrayList<>();
        for (SpeechEvent event; (event = stream.poll()) != null; ) {
            taken.add(text(event));
        }
        return taken;
    }

    private static String text(SpeechEvent event) {
        if (event instanceof SpeechEvent.Partial partial) {
            return partial.transcript().toString();
        }
        if (event instanceof SpeechEvent.Final last) {
            return last.transcript().toString();
        }
        SpeechEvent.Endpoint end = (SpeechEvent.Endpoint) event;
        return end.cause() + " " + end.segment() + " at " + end.atSeconds();
    }

    @Test
    void tellsPartialFinalAndEndpointInOrder() {
        try (RecognizerStream stream = model.newStream()) {
            say(stream, BLANK, YES, BLANK);
            assertEquals(List.of("partial 0: YES"), take(stream));
            say(stream, NO, T, BLANK);
            assertEquals(List.of("partial 0: YES NOT"), take(stream));
            say(stream, new int[10]);
            assertEquals(List.of(), take(stream));
            say(stream, BLANK, BLANK);
            assertEquals(List.of("final 0: YES NOT", "SILENCE 0 at 1.7"), take(stream));
            say(stream, NO);
            stream.finish();
            assertEquals(List.of("final 1: NO"), take(stream));
            stream.finish();
            assertNull(stream.poll());
        }
    }

    @Test
    void givesTokensAndWordsWithTimesAndConfidence() {
        try (RecognizerStream stream = model.newStream()) {
            say(stream, BLANK, YES, BLANK, NO, T, 4, 5, 6, UNKNOWN, BLANK);
            stream.finish();
            Transcript said = assertInstanceOf(SpeechEvent.Final.class, stream.poll()).transcript();
            float sure = (float) (Math.exp(4) / (Math.exp(4) + 7));
            assertEquals("YES NOT\u4F60", said.text());
            assertEquals(
                    List.of(
                            new Word("YES", 0.1, 0.2, sure),
                            new Word("NOT", 0.3, 0.5, sure),
                            new Word("\u4F60", 0.5, 0.8, sure)),
                    said.words());
            assertEquals(7, said.tokens().size());
            assertEquals(new Token(T, "T", 0.4, sure), said.tokens().get(2));
            assertEquals(new Token(UNKNOWN, "<unk>", 0.8, sure), said.tokens().get(6));
            assertEquals(0.1, said.startSeconds());
            assertEquals(0.9, said.endSeconds());
            assertTrue(said.isFinal());
            assertSame(said.words(), said.words());
            assertThrows(UnsupportedOperationException.class, () -> said.tokens().remove(0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void hearsTheSameHoweverTheSamplesAreCut(long seed) {
        Random random = new Random(seed);
        int[] ids = new int[150];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % 50 < 20 ? random.nextInt(7) : BLANK;
        }
        float[] sound = ToneModel.sound(ids);
        assertEquals(hear(sound, null), hear(sound, random));
    }

    /** Everything but partials, which depend on when they are taken. */
    private List<String> hear(float[] sound, Random cuts) {
        List<String> heard = new ArrayList<>();
        try (RecognizerStream stream =
                model.newStream(
                        StreamOptions.defaults(),
                        event -> {
                            if (!(event instanceof SpeechEvent.Partial)) {
                                heard.add(text(event));
                            }
                        })) {
            int at = 0;
            while (at < sound.length) {
                int length = cuts == null ? sound.length : cuts.nextInt(4000);
                length = Math.min(length, sound.length - at);
                stream.accept(sound, at, length, FLOATS);
                at += length;
            }
            stream.finish();
            assertNull(stream.poll());
        }
        assertTrue(heard.size() > 4, heard.toString());
        return heard;
    }

    @Test
    void cutsAtTheLengthAskedForAndNotAtAllWithoutEndpoints() {
        int[] talk = new int[30];
        for (int i = 0; i < talk.length; i++) {
            talk[i] = YES + i % 2;
        }
        try (RecognizerStream stream =
                model.newStream(StreamOptions.defaults().withEndpoints(0.5, 2))) {
            say(stream, talk);
            List<String> events = take(stream);
            assertTrue(events.get(0).startsWith("final 0: YES NO"), events.toString());
            assertEquals("LENGTH 0 at 2.0", events.get(1));
        }
        try (RecognizerStream stream =
                model.newStream(StreamOptions.defaults().withoutEndpoints())) {
            say(stream, talk);
            say(stream, new int[400]);
            assertEquals(1, take(stream).size());
        }
    }

    @Test
    void saysNothingAboutSilence() {
        try (RecognizerStream stream = model.newStream()) {
            say(stream, new int[300]);
            say(stream, UNKNOWN, BLANK);
            stream.finish();
            assertEquals(List.of(), take(stream));
        }
    }

    @Test
    void beginsAnewAfterReset() {
        try (RecognizerStream stream = model.newStream()) {
            say(stream, YES, BLANK, NO);
            stream.finish();
            assertThrows(ClosedException.class, () -> say(stream, YES));
            stream.reset();
            assertNull(stream.poll());
            say(stream, BLANK, NO, BLANK);
            stream.finish();
            Transcript said = assertInstanceOf(SpeechEvent.Final.class, stream.poll()).transcript();
            assertEquals("final 0: NO", said.toString());
            assertEquals(0.1, said.startSeconds());
        }
    }

    @Test
    void losesNothingThatWasHeardBeforeAFailure() {
        try (RecognizerStream stream = model.newStream()) {
            int[] ids = new int[20];
            ids[0] = YES;
            ids[16] = NO;
            ids[18] = BROKEN;
            EngineException e = assertThrows(EngineException.class, () -> say(stream, ids));
            assertTrue(e.where().endsWith("frame 18"), e.getMessage());
            EngineException again = assertThrows(EngineException.class, () -> say(stream, YES));
            assertSame(e, again.getCause());
            assertThrows(EngineException.class, stream::finish);
            assertEquals(
                    List.of("final 0: YES", "SILENCE 0 at 1.3", "partial 1: NO"), take(stream));
            stream.reset();
            say(stream, NO, BLANK);
            assertEquals(List.of("partial 0: NO"), take(stream));
        }
    }

    @Test
    void handsOverWhatWasHeardBeforeAFailureToTheListener() {
        List<String> heard = new ArrayList<>();
        IllegalStateException complaint = new IllegalStateException("no more");
        try (RecognizerStream stream =
                model.newStream(
                        StreamOptions.defaults(),
                        event -> {
                            heard.add(text(event));
                            throw complaint;
                        })) {
            EngineException e =
                    assertThrows(
                            EngineException.class, () -> say(stream, YES, BLANK, BROKEN, BLANK));
            assertSame(complaint, e.getSuppressed()[0]);
            assertEquals(List.of("partial 0: YES"), heard);
        }
    }

    @Test
    void keepsTheEventsAfterOneWhoseListenerThrew() {
        List<String> heard = new ArrayList<>();
        try (RecognizerStream stream =
                model.newStream(
                        StreamOptions.defaults(),
                        event -> {
                            heard.add(text(event));
                            if (heard.size() == 1) {
                                throw new IllegalStateException("once");
                            }
                        })) {
            int[] ids = new int[15];
            ids[0] = YES;
            assertThrows(IllegalStateException.class, () -> say(stream, ids));
            assertEquals(List.of("final 0: YES"), heard);
            say(stream, NO, BLANK);
            assertEquals(List.of("final 0: YES", "SILENCE 0 at 1.3", "partial 1: NO"), heard);
        }
    }

    @Test
    void refusesToBeEnteredTwiceAtTheSameTime() {
        List<RuntimeException> refusals = new ArrayList<>();
        RecognizerStream[] streams = new RecognizerStream[1];
        try (RecognizerStream stream =
                model.newStream(
                        StreamOptions.defaults(), event -> refusals.add(refusal(streams[0])))) {
            streams[0] = stream;
            say(stream, YES, BLANK);
            assertInstanceOf(ConcurrentUseException.class, refusals.get(0));
            say(stream, NO, BLANK);
            assertEquals(2, refusals.size(), "the stream goes on after the refusal");
        }
    }

    /** What a second thread gets while this one is inside the stream. */
    private static RuntimeException refusal(RecognizerStream stream) {
        RuntimeException[] caught = new RuntimeException[1];
        Thread second =
                new Thread(() -> caught[0] = assertThrows(RuntimeException.class, stream::poll));
        second.start();
        try {
            second.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return caught[0];
    }

    @Test
    void completesTheCallDuringWhichItIsClosed() {
        ToneModel.OPEN_PIPELINES.set(0);
        List<String> heard = new ArrayList<>();
        RecognizerStream[] streams = new RecognizerStream[1];
        streams[0] =
                model.newStream(
                        StreamOptions.defaults(),
                        event -> {
                            heard.add(text(event));
                            streams[0].close();
                            assertEquals(1, ToneModel.OPEN_PIPELINES.get());
                        });
        int[] ids = new int[15];
        ids[0] = YES;
        say(streams[0], ids);
        assertEquals(2, heard.size());
        assertEquals(0, ToneModel.OPEN_PIPELINES.get());
        assertThrows(ClosedException.class, streams[0]::poll);
    }

    @Test
    void refusesUseAfterClose() {
        RecognizerStream stream = model.newStream();
        stream.close();
        stream.close();
        assertThrows(ClosedException.class, () -> say(stream, YES));
        assertThrows(ClosedException.class, stream::poll);
        assertThrows(ClosedException.class, stream::finish);
        assertThrows(ClosedException.class, stream::reset);
    }

    @Test
    void refusesOptionsThatCannotWork() {
        StreamOptions options = StreamOptions.defaults();
        assertThrows(IllegalArgumentException.class, () -> options.withChannel(-2));
        assertThrows(IllegalArgumentException.class, () -> options.withEndpoints(0, 20));
        assertThrows(IllegalArgumentException.class, () -> options.withEndpoints(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> options.withBlankPenalty(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> options.withBeam(0));
        assertThrows(IllegalArgumentException.class, () -> options.withBeam(17));
        assertEquals(4, options.withBeam(4).withBlankPenalty(1).withChannel(0).beam());
        assertFalse(options.withBlankPenalty(1).blankPenalty() == options.blankPenalty());
    }
}
