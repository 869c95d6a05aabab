package org.ossicle.livepage;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionEvent;
import org.ossicle.Session;
import org.ossicle.SessionEvent;
import org.ossicle.SessionOptions;
import org.ossicle.SpeechModel;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.ModelFileException;

/** Listens with models, which all speakers share. */
final class ModelSpeakers implements Speakers, AutoCloseable {
    private final SpeechModel speech;
    private final EmotionClassifier emotions;

    private ModelSpeakers(SpeechModel speech, EmotionClassifier emotions) {
        this.speech = speech;
        this.emotions = emotions;
    }

    /**
     * @param speechFolder of one published recognition model, or null for the one in the library
     * @param emotionFolder of an emotion model, or null for the one in the library; feelings are
     *     left out if the library holds none
     */
    static ModelSpeakers load(Path speechFolder, Path emotionFolder) {
        SpeechModel speech =
                speechFolder == null ? SpeechModel.embedded() : SpeechModel.load(speechFolder);
        try {
            return new ModelSpeakers(speech, emotions(emotionFolder));
        } catch (RuntimeException | Error e) {
            speech.close();
            throw e;
        }
    }

    private static EmotionClassifier emotions(Path folder) {
        if (folder != null) {
            return EmotionClassifier.load(folder);
        }
        try {
            return EmotionClassifier.embedded();
        } catch (ModelFileException noneInThisBuild) {
            return null;
        }
    }

    @Override
    public boolean hearFeelings() {
        return emotions != null;
    }

    @Override
    public Speaker open(int sampleRateHz, Consumer<LiveEvent> listener) {
        return new ModelSpeaker(
                PcmFormat.monoInt16(sampleRateHz),
                Session.open(
                        speech,
                        emotions,
                        SessionOptions.defaults(),
                        event -> tell(event, listener)));
    }

    private static void tell(SessionEvent event, Consumer<LiveEvent> listener) {
        if (event instanceof SessionEvent.Partial going) {
            listener.accept(new LiveEvent.Partial(going.transcript().text()));
        } else if (event instanceof SessionEvent.Final said) {
            var transcript = said.transcript();
            listener.accept(new LiveEvent.Final(transcript.text(), transcript.startSeconds()));
        } else if (event instanceof SessionEvent.Feeling felt) {
            tell(felt.event(), listener);
        }
    }

    private static void tell(EmotionEvent event, Consumer<LiveEvent> listener) {
        if (event instanceof EmotionEvent.Read read) {
            var reading = read.reading();
            listener.accept(
                    new LiveEvent.Feeling(
                            reading.label(), reading.angerLevel(), reading.probabilities()));
        } else if (event instanceof EmotionEvent.AngerRaised raised) {
            listener.accept(new LiveEvent.Anger(true, raised.atSeconds()));
        } else if (event instanceof EmotionEvent.AngerCalmed calmed) {
            listener.accept(new LiveEvent.Anger(false, calmed.atSeconds()));
        }
    }

    @Override
    public void close() {
        try (speech) {
            if (emotions != null) {
                emotions.close();
            }
        }
    }

    private record ModelSpeaker(PcmFormat format, Session session) implements Speaker {
        @Override
        public void accept(ByteBuffer pcm) {
            session.accept(pcm, pcm.position(), pcm.remaining(), format);
        }

        @Override
        public void finish() {
            session.finish();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
