package org.ossicle.livepage;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionOptions;
import org.ossicle.EmotionStream;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.SpeechModel;
import org.ossicle.StreamOptions;
import org.ossicle.audio.PcmFormat;

/** Listens with models, which all speakers share. */
final class ModelSpeakers implements Speakers, AutoCloseable {
    private final SpeechModel speech;
    private final EmotionClassifier emotion;

    private ModelSpeakers(SpeechModel speech, EmotionClassifier emotion) {
        this.speech = speech;
        this.emotion = emotion;
    }

    /**
     * @param speechFolder of one published recognition model
     * @param emotionFolder of an emotion model, or null to leave feelings out
     */
    static ModelSpeakers load(Path speechFolder, Path emotionFolder) {
        SpeechModel speech = SpeechModel.load(speechFolder);
        try {
            return new ModelSpeakers(
                    speech, emotionFolder == null ? null : EmotionClassifier.load(emotionFolder));
        } catch (RuntimeException | Error e) {
            speech.close();
            throw e;
        }
    }

    @Override
    public boolean hearFeelings() {
        return emotion != null;
    }

    @Override
    public Speaker open(int sampleRateHz, Consumer<LiveEvent> listener) {
        PcmFormat format = PcmFormat.monoInt16(sampleRateHz);
        RecognizerStream words =
                speech.newStream(StreamOptions.defaults(), event -> tell(event, listener));
        try {
            EmotionStream feelings =
                    emotion == null
                            ? null
                            : emotion.newStream(
                                    EmotionOptions.defaults(), event -> tell(event, listener));
            return new ModelSpeaker(format, words, feelings);
        } catch (RuntimeException | Error e) {
            words.close();
            throw e;
        }
    }

    private static void tell(SpeechEvent event, Consumer<LiveEvent> listener) {
        if (event instanceof SpeechEvent.Partial going) {
            listener.accept(new LiveEvent.Partial(going.transcript().text()));
        } else if (event instanceof SpeechEvent.Final said) {
            listener.accept(
                    new LiveEvent.Final(
                            said.transcript().text(), said.transcript().startSeconds()));
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
            if (emotion != null) {
                emotion.close();
            }
        }
    }

    /** One stream of words, and one of feelings unless it is null. */
    private record ModelSpeaker(PcmFormat format, RecognizerStream words, EmotionStream feelings)
            implements Speaker {

        @Override
        public void accept(ByteBuffer pcm) {
            words.accept(pcm, pcm.position(), pcm.remaining(), format);
            if (feelings != null) {
                feelings.accept(pcm, pcm.position(), pcm.remaining(), format);
            }
        }

        @Override
        public void finish() {
            words.finish();
            if (feelings != null) {
                feelings.finish();
            }
        }

        @Override
        public void close() {
            try (words) {
                if (feelings != null) {
                    feelings.close();
                }
            }
        }
    }
}
