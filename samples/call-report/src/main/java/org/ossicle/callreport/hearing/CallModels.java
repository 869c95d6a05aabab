package org.ossicle.callreport.hearing;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionOptions;
import org.ossicle.Session;
import org.ossicle.SessionEvent;
import org.ossicle.SessionOptions;
import org.ossicle.SpeechModel;
import org.ossicle.callreport.analysis.CallAnalysis;
import org.ossicle.error.ModelFileException;

/** The models that calls are heard with; any number of threads may share them. */
public final class CallModels implements AutoCloseable {
    private static final SessionOptions OPTIONS =
            SessionOptions.defaults()
                    .withSeparateChannels(CallAnalysis.SPEAKERS)
                    .withEmotions(
                            EmotionOptions.defaults()
                                    .withAngerLevels(
                                            FeelingLog.RAISE_LEVEL, FeelingLog.CALM_LEVEL));

    private final SpeechModel speech;
    private final EmotionClassifier emotions;
    private final String description;

    private CallModels(SpeechModel speech, EmotionClassifier emotions, String description) {
        this.speech = speech;
        this.emotions = emotions;
        this.description = description;
    }

    /**
     * @param speechFolder of one published recognition model, or null for the one in the library
     * @param emotionFolder of an emotion model, or null for the one in the library; feelings are
     *     left out if the library holds none
     * @return the caller's to close
     */
    public static CallModels load(Path speechFolder, Path emotionFolder) {
        SpeechModel speech =
                speechFolder == null ? SpeechModel.embedded() : SpeechModel.load(speechFolder);
        try {
            EmotionClassifier emotions = emotions(emotionFolder);
            String words = "words: " + speech.describe().family() + named(speechFolder);
            words += speechFolder == null ? ", which knows commands and digits only" : "";
            String feelings =
                    emotions == null
                            ? "feelings: none"
                            : "feelings: " + emotions.describe().family() + named(emotionFolder);
            return new CallModels(speech, emotions, words + "; " + feelings);
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

    private static String named(Path folder) {
        return folder == null
                ? " (in the library)"
                : " " + folder.toAbsolutePath().normalize().getFileName();
    }

    /**
     * Begins to listen to both channels of a call.
     *
     * @return the caller's to close
     */
    Session newSession(Consumer<SessionEvent> listener) {
        return Session.open(speech, emotions, OPTIONS, listener);
    }

    /** What is used, for people. */
    String description() {
        return description;
    }

    /** The contents of what is used, wherever it lies. */
    String identity() {
        long feelings = emotions == null ? 0 : emotions.describe().fingerprint();
        return String.format("models %016x %016x", speech.describe().fingerprint(), feelings);
    }

    @Override
    public void close() {
        try (speech) {
            if (emotions != null) {
                emotions.close();
            }
        }
    }
}
