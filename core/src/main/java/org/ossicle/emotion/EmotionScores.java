package org.ossicle.emotion;

import java.util.Arrays;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * The probabilities of one window. Its owner fills it anew for each window, so a reader copies what
 * it keeps.
 */
public final class EmotionScores {
    /** What {@link #best} returns while no emotion is likely enough. */
    public static final int UNKNOWN = -1;

    private final EmotionLabels labels;
    private final float[] probabilities;
    private final boolean[] unknown;
    private int best = UNKNOWN;

    /** Scores that know nothing yet: all emotions equally likely, the best one unknown. */
    public EmotionScores(EmotionLabels labels) {
        this.labels = labels;
        this.probabilities = new float[labels.size()];
        this.unknown = new boolean[labels.size()];
        for (int i = 0; i < unknown.length; i++) {
            unknown[i] = labels.isUnknown(i);
        }
        clear();
    }

    /** Forgets: all emotions equally likely, the best one unknown. */
    public void clear() {
        Arrays.fill(probabilities, 1f / probabilities.length);
        best = UNKNOWN;
    }

    /**
     * Takes over probabilities.
     *
     * @param from one per label, summing to 1
     * @param unsureBelow the best emotion is unknown if its probability is lower, and if it is the
     *     model's own word for not knowing
     */
    void set(float[] from, float unsureBelow) {
        System.arraycopy(from, 0, probabilities, 0, probabilities.length);
        int highest = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[highest]) {
                highest = i;
            }
        }
        boolean named = probabilities[highest] >= unsureBelow && !unknown[highest];
        best = named ? highest : UNKNOWN;
    }

    /** Makes the best emotion unknown: there was too little to hear, whatever the probabilities. */
    void doubt() {
        best = UNKNOWN;
    }

    /** Writes the probabilities. */
    public void save(SnapshotWriter writer) {
        writer.putInt(best);
        writer.putFloats(probabilities, 0, probabilities.length);
    }

    /**
     * Takes over what {@link #save} of scores with the same labels wrote.
     *
     * @throws org.ossicle.error.SnapshotException if it cannot have been written
     */
    public void restore(SnapshotReader reader) {
        best = reader.getInt(UNKNOWN, probabilities.length - 1);
        reader.getFloats(probabilities, 0, probabilities.length);
        for (float probability : probabilities) {
            reader.require(probability >= 0 && probability <= 1, "0 to 1", probability);
        }
    }

    /** What the probabilities are of. */
    public EmotionLabels labels() {
        return labels;
    }

    /** The probability of the label at an index, 0 to 1. */
    public float probability(int index) {
        return probabilities[index];
    }

    /** The index of the most likely label, or {@link #UNKNOWN} if it is not likely enough. */
    public int best() {
        return best;
    }

    /** Whether no emotion is likely enough to be named. */
    public boolean isUnknown() {
        return best == UNKNOWN;
    }

    /** The probability of anger, 0 to 1. */
    public float anger() {
        return probabilities[labels.anger()];
    }

    /** The probability of any of the emotions that count as arousal, 0 to 1. */
    public float arousal() {
        float sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (labels.isAroused(i)) {
                sum += probabilities[i];
            }
        }
        return Math.min(sum, 1f);
    }

    /** Writes the probabilities in the order of the labels. */
    public void copyTo(float[] destination, int offset) {
        System.arraycopy(probabilities, 0, destination, offset, probabilities.length);
    }
}
