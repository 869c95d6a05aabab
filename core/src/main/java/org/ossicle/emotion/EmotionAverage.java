package org.ossicle.emotion;

/** The emotion of a whole call: the mean of the probabilities of its windows. */
public final class EmotionAverage {
    private final EmotionLabels labels;
    private final float unsureBelow;
    private final double[] sums;
    private final float[] means;
    private final EmotionScores result;
    private long windows;

    /**
     * An average of nothing yet.
     *
     * @param unsureBelow probability below which the best emotion counts as unknown, 0 to 1
     */
    public EmotionAverage(EmotionLabels labels, float unsureBelow) {
        this.labels = labels;
        this.unsureBelow = unsureBelow;
        this.sums = new double[labels.size()];
        this.means = new float[labels.size()];
        this.result = new EmotionScores(labels);
    }

    /** Takes the scores of a window, which have the same labels. */
    public void add(EmotionScores scores) {
        windows++;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += scores.probability(i);
            means[i] = (float) (sums[i] / windows);
        }
        result.set(means, unsureBelow);
    }

    /** Windows taken so far. */
    public long windows() {
        return windows;
    }

    /** What is averaged. */
    public EmotionLabels labels() {
        return labels;
    }

    /** The mean so far; equally likely and unknown before the first window. */
    public EmotionScores scores() {
        return result;
    }
}
