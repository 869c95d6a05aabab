package org.ossicle.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.ossicle.emotion.EmotionLabels;

/**
 * What the numbers that an emotion model gives mean. Immutable.
 *
 * <p>A model of dimensions is read as a model of classes, so that everything after it is the same:
 * with arousal a, valence v and dominance d from 0 to 1, anger is a (1 - v) d, fear is a (1 - v) (1
 * - d), happiness is a v, sadness is (1 - a) (1 - v) and calm is (1 - a) v. They sum to 1, and the
 * arousal of the classes is a. Without dominance, fear counts as anger. After Russell, "A
 * circumplex model of affect" (1980), and Mehrabian's pleasure, arousal, dominance.
 */
final class EmotionOutput {
    /** How the numbers are to be read. */
    enum Kind {
        LOGITS,
        PROBABILITIES,
        DIMENSIONS
    }

    private static final int ABSENT = -1;
    private static final float SMALLEST = 1e-7f;

    private final Kind kind;
    private final List<String> names;
    private final EmotionLabels labels;
    private final int arousal;
    private final int valence;
    private final int dominance;

    /**
     * @param names of the model's numbers, in order: emotions, or dimensions
     * @param arousedNames the emotions that count as arousal; empty for the usual ones
     */
    EmotionOutput(Kind kind, List<String> names, List<String> arousedNames) {
        this.kind = kind;
        this.names = List.copyOf(names);
        if (kind != Kind.DIMENSIONS) {
            arousal = ABSENT;
            valence = ABSENT;
            dominance = ABSENT;
            labels = new EmotionLabels(names, arousedNames);
            return;
        }
        arousal = names.indexOf("arousal");
        valence = names.indexOf("valence");
        dominance = names.indexOf("dominance");
        labels =
                dominance == ABSENT
                        ? new EmotionLabels(
                                List.of("anger", "happiness", "sadness", "calm"),
                                List.of("anger", "happiness"))
                        : new EmotionLabels(
                                List.of("anger", "happiness", "sadness", "calm", "fear"),
                                List.of("anger", "happiness", "fear"));
    }

    /** Whether dimensions are named that make sense; always true for emotions. */
    boolean isComplete() {
        return kind != Kind.DIMENSIONS || arousal != ABSENT && valence != ABSENT;
    }

    /** Numbers in one row of the model's output. */
    int width() {
        return names.size();
    }

    EmotionLabels labels() {
        return labels;
    }

    /**
     * Reads rows, of which the mean counts.
     *
     * @param rows what the model gave, as many rows as fit
     * @param mean room for one row
     * @param scores gets logarithms of probabilities up to a constant, one per label
     */
    void read(FloatBuffer rows, float[] mean, float[] scores) {
        int count = rows.capacity() / mean.length;
        Arrays.fill(mean, 0f);
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += rows.get(row * mean.length + i) / count;
            }
        }
        switch (kind) {
            case LOGITS -> System.arraycopy(mean, 0, scores, 0, mean.length);
            case PROBABILITIES -> {
                for (int i = 0; i < mean.length; i++) {
                    scores[i] = logarithm(mean[i]);
                }
            }
            case DIMENSIONS -> readDimensions(mean, scores);
        }
    }

    private void readDimensions(float[] mean, float[] scores) {
        float a = clip(mean[arousal]);
        float v = clip(mean[valence]);
        float d = dominance == ABSENT ? 1 : clip(mean[dominance]);
        scores[0] = logarithm(a * (1 - v) * d);
        scores[1] = logarithm(a * v);
        scores[2] = logarithm((1 - a) * (1 - v));
        scores[3] = logarithm((1 - a) * v);
        if (dominance != ABSENT) {
            scores[4] = logarithm(a * (1 - v) * (1 - d));
        }
    }

    /** To 0..1; what is no number stays so, to be refused by the head. */
    private static float clip(float value) {
        return Math.max(0, Math.min(1, value));
    }

    private static float logarithm(float probability) {
        return (float) Math.log(Math.max(probability, SMALLEST));
    }
}
