package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ClosedException;
import org.ossicle.error.EngineException;
import org.ossicle.error.SnapshotException;
import org.ossicle.model.EmotionModel;

/** What a session holds on to, and until when. */
class SessionLifeTest {
    private static final SessionOptions TWO = SessionOptions.defaults().withSeparateChannels(2);

    @TempDir Path folder;

    private SpeechModel speech;
    private EmotionClassifier emotions;
    private int models;
    private int pipelines;

    @BeforeEach
    void load() throws IOException {
        models = ToneModel.OPEN_MODELS.get();
        pipelines = ToneModel.OPEN_PIPELINES.get();
        speech = speech("words", "");
        emotions = emotions("feelings", 100);
    }

    @AfterEach
    void close() {
        ToneModel.mostPipelines = Integer.MAX_VALUE;
        speech.close();
        emotions.close();
    }

    private SpeechModel speech(String name, String content) throws IOException {
        Path model = Files.createDirectory(folder.resolve(name));
        Files.writeString(model.resolve(ToneFamily.FILE), content);
        return SpeechModel.load(model);
    }

    private EmotionClassifier emotions(String name, int version) throws IOException {
        Path model = Files.createDirectory(folder.resolve(name));
        return EmotionClassifier.load(
                EmotionModels.write(
                        model,
                        EmotionModels.waveform().metadata("version", String.valueOf(version))));
    }

    @Test
    void holdsItsModelsUntilItIsClosed() {
        SharedModel<EmotionModel> feelings = emotions.share();
        Session session = Session.open(speech, emotions, TWO);
        assertEquals(pipelines + 2, ToneModel.OPEN_PIPELINES.get());
        speech.close();
        emotions.close();
        feelings.release();
        session.finish();
        assertEquals(models + 1, ToneModel.OPEN_MODELS.get());
        session.close();
        assertEquals(models, ToneModel.OPEN_MODELS.get());
        assertEquals(pipelines, ToneModel.OPEN_PIPELINES.get());
        assertThrows(ClosedException.class, feelings::hold, "nobody holds it any more");
        assertThrows(ClosedException.class, session::poll);
        assertThrows(ClosedException.class, session::droppedEvents);
        assertThrows(ClosedException.class, () -> session.angerLevel(0));
    }

    @Test
    void holdsNothingIfItCannotBeOpened() {
        ToneModel.mostPipelines = pipelines + 1;
        assertThrows(EngineException.class, () -> Session.open(speech, emotions, TWO));
        assertEquals(pipelines, ToneModel.OPEN_PIPELINES.get());
        ToneModel.mostPipelines = pipelines;
        assertThrows(EngineException.class, speech::newStream);
        emotions.close();
        assertThrows(ClosedException.class, () -> Session.open(speech, emotions, TWO));
        speech.close();
        assertEquals(models, ToneModel.OPEN_MODELS.get());
    }

    @Test
    void refusesTheSnapshotOfASessionWithAnotherModel() throws IOException {
        byte[] snapshot;
        try (Session session = Session.open(speech, emotions, TWO)) {
            snapshot = session.snapshot();
        }
        try (SpeechModel otherWords = speech("other words", "another");
                EmotionClassifier otherFeelings = emotions("other feelings", 101)) {
            for (Session other :
                    List.of(
                            Session.open(otherWords, emotions, TWO),
                            Session.open(speech, otherFeelings, TWO),
                            Session.open(speech, null, TWO),
                            Session.open(null, emotions, TWO))) {
                try (other) {
                    SnapshotException e =
                            assertThrows(SnapshotException.class, () -> other.restore(snapshot));
                    assertEquals("a stream of another one", e.found());
                }
            }
        }
    }

    @Test
    void forgetsEventsThatNobodyTook() {
        float[] word = ToneModel.sound(0, 1, 0);
        try (Session session = Session.open(speech, null, SessionOptions.defaults())) {
            session.accept(word, 0, word.length, RecognizerStreamTest.FLOATS);
            session.reset();
            assertNull(session.poll());
            session.accept(word, 0, word.length, RecognizerStreamTest.FLOATS);
            assertTrue(SessionSound.take(session).get(0).startsWith("0 partial 0: YES"));
        }
    }

    /** The last half frame, which the model just needs, is not all there without the rest. */
    @Test
    void hearsTheLastSamplesOfSoundAtAnotherRate() {
        PcmFormat format = new PcmFormat(44_100, 1, PcmEncoding.FLOAT32);
        float[] sound = new float[2400 * 441 / 160];
        Arrays.fill(sound, 1600 * 441 / 160, sound.length, 1 / 16f);
        try (Session session = Session.open(speech, null, SessionOptions.defaults());
                RecognizerStream stream = speech.newStream()) {
            session.accept(sound, 0, sound.length, format);
            session.finish();
            assertEquals(1, SessionSound.take(session).size());
            stream.accept(sound, 0, sound.length, format);
            stream.finish();
            SpeechEvent.Final said = (SpeechEvent.Final) stream.poll();
            assertEquals("YES", said.transcript().text());
        }
    }
}
