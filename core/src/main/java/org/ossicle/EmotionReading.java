package org.ossicle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.emotion.EmotionLabels;
import org.ossicle.emotion.EmotionScores;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * How one window of speech sounds. It describes a voice in a few seconds, not what a person feels.
 * Times are seconds from the start of the stream. Immutable; any thread may use it.
 */
public final class EmotionReading {
    /** The label of speech that fits no emotion well enough. */
    public static final String UNKNOWN = "UNKNOWN";

    private final double startSeconds;
    private final double endSeconds;
    private final List<String> labels;
    private final float[] probabilities;
    private final int best;
    private final float arousal;
    private final float anger;
    private final float angerLevel;

    EmotionReading(double startSeconds, double endSeconds, EmotionScores scores, float angerLevel) {
        this.startSeconds = startSeconds;
        this.endSeconds = endSeconds;
        this.labels = scores.labels().names();
        this.probabilities = new float[labels.size()];
        scores.copyTo(probabilities, 0);
        this.best = scores.best();
        this.arousal = scores.arousal();
        this.anger = scores.anger();
        this.angerLevel = angerLevel;
    }

    private EmotionReading(SnapshotReader reader, EmotionLabels labels) {
        this.startSeconds = reader.getDouble(0, Double.MAX_VALUE);
        this.endSeconds = reader.getDouble(startSeconds, Double.MAX_VALUE);
        this.labels = labels.names();
        this.probabilities = new float[labels.size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = reader.getFloat(0, 1);
        }
        this.best = reader.getInt(EmotionScores.UNKNOWN, labels.size() - 1);
        this.arousal = reader.getFloat(0, 1);
        this.anger = reader.getFloat(0, 1);
        this.angerLevel = reader.getFloat(0, 100);
    }

    /** Writes this reading. */
    void save(SnapshotWriter writer) {
        writer.putDouble(startSeconds);
        writer.putDouble(endSeconds);
        writer.putFloats(probabilities, 0, probabilities.length);
        writer.putInt(best);
        writer.putFloat(arousal);
        writer.putFloat(anger);
        writer.putFloat(angerLevel);
    }

    /** The reading that {@link #save} wrote, of a model with these labels. */
    static EmotionReading restore(SnapshotReader reader, EmotionLabels labels) {
        return new EmotionReading(reader, labels);
    }

    /** Where the window begins. */
    public double startSeconds() {
        return startSeconds;
    }

    /** Where the window ends; it may span short pauses. */
    public double endSeconds() {
        return endSeconds;
    }

    /** The most likely emotion, or {@link #UNKNOWN} if none is likely enough. */
    public String label() {
        return best == EmotionScores.UNKNOWN ? UNKNOWN : labels.get(best);
    }

    /** Whether no emotion is likely enough to be named. */
    public boolean isUnknown() {
        return best == EmotionScores.UNKNOWN;
    }

    /** The emotions that are told apart, in the order of the model. */
    public List<String> labels() {
        return labels;
    }

    /**
     * The calibrated probability of an emotion, 0 to 1.
     *
     * @throws IllegalArgumentException if it is not among the {@link #labels}
     */
    public float probability(String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("label must be one of " + labels + ", is " + label);
        }
        return probabilities[index];
    }

    /** All probabilities by label, in the order of the model; unmodifiable, they sum to 1. */
    public Map<String, Float> probabilities() {
        Map<String, Float> all = new LinkedHashMap<>();
        for (int i = 0; i < probabilities.length; i++) {
            all.put(labels.get(i), probabilities[i]);
        }
        return Collections.unmodifiableMap(all);
    }

    /** The probability of an aroused voice, 0 to 1: of anger, fear or happiness. */
    public float arousal() {
        return arousal;
    }

    /** The probability of anger in this window alone, 0 to 1. */
    public float anger() {
        return anger;
    }

    /** The level of anger after this window, 0 to 100: smoothed over time. */
    public float angerLevel() {
        return angerLevel;
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%.2f-%.2f s %s, arousal %.2f, anger level %.0f",
                startSeconds,
                endSeconds,
                label(),
                arousal,
                angerLevel);
    }
}
