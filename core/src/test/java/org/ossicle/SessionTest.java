package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;
import org.ossicle.error.ClosedException;
import org.ossicle.error.OssicleException;
import org.ossicle.error.SnapshotException;

/** Words from tones and feelings from loudness, of two speakers at once. */
class SessionTest {
    private static final int YES = 1;
    private static final int NO = 2;
    private static final SessionOptions CALL =
            SessionOptions.defaults()
                    .withSeparateChannels(2)
                    .withSpeech(StreamOptions.defaults().withEndpoints(0.8, 4))
                    .withKeywords("No");

    @TempDir static Path folder;

    private static SpeechModel speech;

    /** Listens at the rate of the recognizer. */
    private static EmotionClassifier emotions;

    /** Listens at half that rate. */
    private static EmotionClassifier slower;

    @BeforeAll
    static void load() throws IOException {
        Files.createFile(folder.resolve(ToneFamily.FILE));
        speech = SpeechModel.load(folder);
        Path other = Files.createDirectory(folder.resolve("slower"));
        emotions = EmotionClassifier.load(EmotionModels.write(folder, EmotionModels.waveform()));
        slower = EmotionClassifier.load(EmotionModels.write(other, EmotionModels.dimensions()));
    }

    @AfterAll
    static void close() {
        speech.close();
        emotions.close();
        slower.close();
    }

    private static float[] call() {
        int[] left = new int[80];
        left[3] = YES;
        left[5] = NO;
        left[40] = NO;
        int[] right = new int[80];
        right[20] = NO;
        right[22] = YES;
        right[60] = YES;
        float[] calm = SessionSound.voice(right);
        for (int i = 0; i < calm.length; i++) {
            boolean read = i % ToneModel.FRAME_SAMPLES == ToneModel.FRAME_SAMPLES / 4;
            calm[i] *= read ? 1 : 0.1f;
        }
        return SessionSound.call(SessionSound.voice(left), calm);
    }

    private static void say(Session session, float[] sound, int from, int count) {
        session.accept(sound, from, count, SessionSound.STEREO);
    }

    private static List<String> whole(EmotionClassifier classifier, float[] sound) {
        try (Session session = Session.open(speech, classifier, CALL)) {
            List<String> events = new ArrayList<>();
            for (int from = 0; from < sound.length; from += 640) {
                say(session, sound, from, Math.min(640, sound.length - from));
                events.addAll(SessionSound.take(session));
            }
            session.finish();
            events.addAll(SessionSound.take(session));
            return events;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsTheSameInTheSameOrderHoweverTheSoundIsCut(boolean sameRate) {
        EmotionClassifier classifier = sameRate ? emotions : slower;
        float[] sound = call();
        List<String> wanted = new ArrayList<>(whole(classifier, sound));
        wanted.removeIf(event -> event.contains(" partial "));
        assertTrue(wanted.size() > 25, wanted.toString());
        List<String> heard = new ArrayList<>();
        Random random = new Random(1);
        try (Session session =
                Session.open(
                        speech, classifier, CALL, event -> heard.add(SessionSound.text(event)))) {
            for (int round = 0; round < 3; round++) {
                heard.clear();
                for (int from = 0; from < sound.length; ) {
                    int most = round == 0 ? sound.length / 2 : 3000;
                    int count = 2 * Math.min((sound.length - from) / 2, 1 + random.nextInt(most));
                    say(session, sound, from, count);
                    from += count;
                }
                session.finish();
                heard.removeIf(event -> event.contains(" partial "));
                assertEquals(wanted, heard);
                assertNull(session.poll(), "events went to the listener");
                session.reset();
            }
        }
    }

    @Test
    void tellsWhatTheStreamsOfEachChannelTell() {
        float[] sound = call();
        List<String> events = whole(emotions, sound);
        for (int channel = 0; channel < 2; channel++) {
            List<String> words = new ArrayList<>();
            StreamOptions options = StreamOptions.defaults().withEndpoints(0.8, 4);
            try (RecognizerStream stream = speech.newStream(options.withChannel(channel))) {
                stream.accept(sound, 0, sound.length, SessionSound.STEREO);
                stream.finish();
                for (SpeechEvent event; (event = stream.poll()) != null; ) {
                    if (event instanceof SpeechEvent.Final said) {
                        words.add(channel + " " + SessionSound.text(said.transcript()));
                    }
                }
            }
            assertTrue(words.size() >= 2, words.toString());
            String start = channel + " final";
            assertEquals(words, events.stream().filter(e -> e.startsWith(start)).toList());
            List<String> feelings = new ArrayList<>();
            try (EmotionStream stream =
                    emotions.newStream(EmotionOptions.defaults().withChannel(channel))) {
                stream.accept(sound, 0, sound.length, SessionSound.STEREO);
                stream.finish();
                for (EmotionEvent event; (event = stream.poll()) != null; ) {
                    feelings.add(channel + " " + SessionSound.text(event));
                }
            }
            assertTrue(feelings.size() >= 5, feelings.toString());
            String marks = channel + " (read|Anger).*";
            assertEquals(feelings, events.stream().filter(e -> e.matches(marks)).toList());
        }
        assertTrue(events.stream().anyMatch(e -> e.startsWith("0 AngerRaised")));
        assertTrue(events.stream().noneMatch(e -> e.startsWith("1 AngerRaised")));
    }

    @Test
    void tellsOfEachKeywordOnce() {
        float[] sound = call();
        List<String> keywords = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        try (Session session =
                Session.open(
                        speech,
                        null,
                        CALL,
                        event -> {
                            if (event instanceof SessionEvent.Keyword keyword) {
                                keywords.add(keyword.channel() + keyword.word().text());
                                times.add(keyword.atSeconds());
                            }
                        })) {
            say(session, sound, 0, sound.length);
            session.finish();
            assertEquals(0, session.angerLevel(1));
        }
        assertEquals(List.of("0NO", "1NO", "0NO"), keywords);
        assertEquals(List.of(0.6, 2.1, 4.1), times);
    }

    @Test
    void staysSmallWhenNobodyTakesEvents() {
        SessionQueue queue = new SessionQueue(null);
        for (int i = 0; i < SessionQueue.MOST_EVENTS + 5; i++) {
            queue.add(new SessionEvent.Endpoint(0, i, i, EndpointCause.SILENCE));
        }
        assertEquals(5, queue.dropped());
        assertEquals(SessionQueue.MOST_EVENTS, queue.pending().size());
        assertEquals(5, ((SessionEvent.Endpoint) queue.poll()).segment());
    }

    @Test
    void newerTranscriptsReplaceThoseNobodyTook() {
        float[] left = ToneModel.sound(YES, NO, YES, NO, YES, NO, YES, 0, 0);
        float[] sound = SessionSound.call(left, left);
        try (Session session = Session.open(speech, null, CALL.withKeywords())) {
            say(session, sound, 0, sound.length);
            List<String> events = SessionSound.take(session);
            assertEquals(2, events.size(), events.toString());
            assertTrue(events.get(0).startsWith("0 partial 0: YES NO YES NO YES NO YES"));
            assertTrue(events.get(1).startsWith("1 partial"));
        }
    }

    @Test
    void refusesWhatItCannotHear() {
        assertThrows(IllegalArgumentException.class, () -> Session.open(null, null, CALL));
        try (Session session = Session.open(speech, emotions, CALL)) {
            byte[] before = session.snapshot();
            PcmFormat mono = PcmFormat.monoFloat32(SessionSound.RATE_HZ);
            assertThrows(AudioException.class, () -> session.accept(new float[4], 0, 4, mono));
            float[] broken = {0, 0, 0, Float.NaN};
            assertThrows(AudioException.class, () -> say(session, broken, 0, 4));
            say(session, call(), 0, 64_000);
            session.reset();
            say(session, call(), 0, 2);
            session.finish();
            assertThrows(ClosedException.class, () -> say(session, call(), 0, 2));
            session.reset();
            session.restore(before);
            session.close();
            assertThrows(ClosedException.class, session::poll);
        }
    }

    @Test
    void allocatesNothingForSoundThatBringsNoEvent() {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] silence = new float[2 * 1600];
        try (Session session = Session.open(speech, emotions, CALL)) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                long start = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                for (int chunk = 0; chunk < 20; chunk++) {
                    say(session, silence, 0, silence.length);
                    assertNull(session.poll());
                }
                long end = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                least = Math.min(least, end - start);
            }
            assertEquals(0, least, "bytes for 20 chunks of silence");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnElsewhereAsIfItHadStayed(boolean sameRate) {
        EmotionClassifier classifier = sameRate ? emotions : slower;
        float[] sound = call();
        List<String> wanted = whole(classifier, sound);
        List<String> heard = new ArrayList<>();
        Random random = new Random(2);
        Session session = Session.open(speech, classifier, CALL);
        try {
            int moves = 0;
            for (int from = 0; from < sound.length; ) {
                int count = 2 * Math.min((sound.length - from) / 2, 1 + random.nextInt(600));
                say(session, sound, from, count);
                from += count;
                if (random.nextInt(20) == 0) {
                    byte[] snapshot = session.snapshot();
                    session.close();
                    session = Session.open(speech, classifier, CALL);
                    session.restore(snapshot);
                    assertArrayEquals(snapshot, session.snapshot());
                    moves++;
                }
                heard.addAll(SessionSound.take(session));
            }
            session.finish();
            heard.addAll(SessionSound.take(session));
            assertTrue(moves > 10, moves + " moves");
            assertEquals(wanted, heard);
        } finally {
            session.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void survivesDamagedAndForgedSnapshots(boolean sameRate) {
        float[] sound = call();
        Random random = new Random(3);
        int refused = 0;
        int taken = 0;
        try (Session session = Session.open(speech, sameRate ? emotions : slower, CALL)) {
            say(session, sound, 0, 2 * 40_123);
            byte[] snapshot = session.snapshot();
            for (int i = 0; i < snapshot.length; i += i < 60 ? 1 : 1009) {
                byte[] damaged = snapshot.clone();
                damaged[i] ^= (byte) (1 << i % 8);
                assertThrows(SnapshotException.class, () -> session.restore(damaged));
            }
            byte[] cut = Arrays.copyOf(snapshot, snapshot.length / 2);
            assertThrows(SnapshotException.class, () -> session.restore(cut));
            assertArrayEquals(snapshot, session.snapshot());
            for (int round = 0; round < 400; round++) {
                try {
                    session.restore(SnapshotBytes.forged(snapshot, random));
                    say(session, sound, 2 * 40_123, 12_000);
                    session.finish();
                    taken++;
                } catch (SnapshotException e) {
                    refused++;
                } catch (OssicleException e) {
                    taken++;
                }
                session.reset();
                say(session, sound, 0, 2_000);
            }
        }
        assertTrue(refused > 20 && taken > 20, refused + " refused, " + taken + " taken");
    }
}
