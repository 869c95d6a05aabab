package org.ossicle.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ossicle.emotion.LogOddsLine;
import org.ossicle.onnx.OnnxHeader;

/**
 * What the metadata of an emotion model says that does not depend on what the model takes.
 *
 * @param output what its numbers mean
 * @param windowFrames frames of speech in one window, of 10 ms
 * @param hopFrames frames of speech from one window to the next
 * @param minFrames frames of speech before the first window
 * @param maxGapFrames longest pause within a window
 * @param temperature of the softmax
 * @param unsureBelow probability below which the likeliest emotion is unknown
 * @param angerCalibration of the probability of anger
 * @param voiceOutput name of the output that says whether there is a voice; empty if there is none
 * @param voiceFrom probability of a voice from which a window is read
 */
record EmotionSpec(
        EmotionOutput output,
        int windowFrames,
        int hopFrames,
        int minFrames,
        int maxGapFrames,
        float temperature,
        float unsureBelow,
        LogOddsLine angerCalibration,
        String voiceOutput,
        float voiceFrom) {

    static final String MODEL_TYPE = "emotion";

    private static final double LONGEST_SECONDS = 60;
    private static final double USUAL_VOICE_FROM = 0.5;
    private static final Set<String> AROUSED =
            Set.of("anger", "angry", "fear", "fearful", "happiness", "happy", "joy", "excited");

    /** Whether a model says that it is one of emotions. */
    static boolean isEmotion(ModelMetadata metadata) {
        return MODEL_TYPE.equals(metadata.text("model_type", ""));
    }

    /** What a model takes: {@code waveform}, {@code fbank} or {@code functionals}. */
    static String inputKind(ModelMetadata metadata) {
        return metadata.required("input").strip();
    }

    static ModelMetadata metadata(OnnxHeader header) {
        return new ModelMetadata(header, "emotion");
    }

    /**
     * Reads and checks the metadata.
     *
     * @param windowSeconds where the metadata does not say
     * @param pauseSeconds longest pause within a window where the metadata does not say
     */
    static EmotionSpec of(ModelMetadata metadata, double windowSeconds, double pauseSeconds) {
        EmotionOutput output = output(metadata);
        int window = frames(metadata, "window_seconds", windowSeconds);
        int hop = frames(metadata, "hop_seconds", Math.min(1, window / 100.0));
        int min = frames(metadata, "min_seconds", Math.min(1, window / 100.0));
        if (min > window) {
            throw metadata.invalid("min_seconds", "at most window_seconds");
        }
        int gap = frames(metadata, "max_gap_seconds", pauseSeconds);
        double temperature = metadata.number("temperature", 1);
        if (!(temperature > 0)) {
            throw metadata.invalid("temperature", "a number above 0");
        }
        double unsure = metadata.number("unsure_below", 0);
        if (!(unsure >= 0 && unsure <= 1)) {
            throw metadata.invalid("unsure_below", "0 to 1");
        }
        double slope = metadata.number("anger_slope", 1);
        if (!(slope > 0)) {
            throw metadata.invalid("anger_slope", "a number above 0");
        }
        LogOddsLine line = new LogOddsLine(slope, metadata.number("anger_offset", 0));
        double voiceFrom = metadata.number("voice_from", USUAL_VOICE_FROM);
        if (!(voiceFrom >= 0 && voiceFrom <= 1)) {
            throw metadata.invalid("voice_from", "0 to 1");
        }
        return new EmotionSpec(
                output,
                window,
                hop,
                min,
                gap,
                (float) temperature,
                (float) unsure,
                line,
                metadata.text("voice_output", ""),
                (float) voiceFrom);
    }

    private static int frames(ModelMetadata metadata, String key, double otherwise) {
        double seconds = metadata.number(key, otherwise);
        int frames = (int) Math.round(seconds * 1000 / EmotionFrontEnd.FRAME_MS);
        if (!(seconds <= LONGEST_SECONDS) || frames < 1) {
            throw metadata.invalid(key, "0.01 to " + LONGEST_SECONDS + " seconds");
        }
        return frames;
    }

    private static EmotionOutput output(ModelMetadata metadata) {
        EmotionOutput.Kind kind =
                switch (metadata.text("output", "logits")) {
                    case "logits" -> EmotionOutput.Kind.LOGITS;
                    case "probabilities" -> EmotionOutput.Kind.PROBABILITIES;
                    case "dimensions" -> EmotionOutput.Kind.DIMENSIONS;
                    default ->
                            throw metadata.invalid("output", "logits, probabilities or dimensions");
                };
        List<String> labels = metadata.list("labels").stream().map(EmotionSpec::plain).toList();
        List<String> aroused =
                metadata.has("arousal_labels")
                        ? metadata.list("arousal_labels").stream().map(EmotionSpec::plain).toList()
                        : usuallyAroused(labels);
        EmotionOutput output = new EmotionOutput(kind, labels, aroused);
        if (!output.isComplete()) {
            throw metadata.invalid("labels", "arousal and valence among the dimensions");
        }
        return output;
    }

    /** A label without a translation before it, and without the brackets of a token. */
    private static String plain(String label) {
        String last = label.substring(label.lastIndexOf('/') + 1);
        boolean token = last.startsWith("<|") && last.endsWith("|>") && last.length() > 4;
        return (token ? last.substring(2, last.length() - 2) : last).toLowerCase(Locale.ROOT);
    }

    private static List<String> usuallyAroused(List<String> labels) {
        List<String> aroused = new ArrayList<>(labels);
        aroused.retainAll(AROUSED);
        return aroused;
    }
}
