package org.ossicle.callreport.hearing;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionEvent;
import org.ossicle.EmotionOptions;
import org.ossicle.EmotionStream;
import org.ossicle.SpeechModel;

/** The models that calls are heard with; any number of threads may share them. */
public final class CallModels implements AutoCloseable {
    private final SpeechModel speech;
    private final EmotionClassifier emotion;
    private final String description;

    private CallModels(SpeechModel speech, EmotionClassifier emotion, String description) {
        this.speech = speech;
        this.emotion = emotion;
        this.description = description;
    }

    /**
     * @param speechFolder of one published recognition model
     * @param emotionFolder of an emotion model, or null to leave feelings out
     * @return the caller's to close
     */
    public static CallModels load(Path speechFolder, Path emotionFolder) {
        SpeechModel speech = SpeechModel.load(speechFolder);
        try {
            EmotionClassifier emotion =
                    emotionFolder == null ? null : EmotionClassifier.load(emotionFolder);
            String words = speech.describe().family() + " " + nameOf(speechFolder);
            String feelings =
                    emotion == null
                            ? ""
                            : "; feelings: "
                                    + emotion.describe().family()
                                    + " "
                                    + nameOf(emotionFolder);
            return new CallModels(speech, emotion, "words: " + words + feelings);
        } catch (RuntimeException | Error e) {
            speech.close();
            throw e;
        }
    }

    private static String nameOf(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    SpeechModel speech() {
        return speech;
    }

    /**
     * Follows the feelings in one channel.
     *
     * @return the caller's to close; null if feelings are left out
     */
    EmotionStream newEmotionStream(int channel, Consumer<EmotionEvent> listener) {
        EmotionOptions options = EmotionOptions.defaults().withChannel(channel);
        return emotion == null ? null : emotion.newStream(options, listener);
    }

    /** What is used, in words. */
    String description() {
        return description;
    }

    @Override
    public void close() {
        try (speech) {
            if (emotion != null) {
                emotion.close();
            }
        }
    }
}
