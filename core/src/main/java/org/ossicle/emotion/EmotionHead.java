package org.ossicle.emotion;

import org.ossicle.error.EngineException;

/**
 * Makes calibrated probabilities of a model's scores: softmax of the scores divided by a
 * temperature, after Guo et al., "On Calibration of Modern Neural Networks" (2017).
 */
public final class EmotionHead {
    private final EmotionLabels labels;
    private final float temperature;
    private final float unsureBelow;
    private final float[] probabilities;

    /**
     * @param labels of the scores
     * @param temperature over 0; above 1 makes the probabilities more modest
     * @param unsureBelow probability below which the best emotion counts as unknown, 0 to 1
     * @throws IllegalArgumentException if a number is outside its range
     */
    public EmotionHead(EmotionLabels labels, float temperature, float unsureBelow) {
        if (!(temperature > 0 && temperature < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature must be above 0, is " + temperature);
        }
        if (!(unsureBelow >= 0 && unsureBelow <= 1)) {
            throw new IllegalArgumentException("unsureBelow must be 0 to 1, is " + unsureBelow);
        }
        this.labels = labels;
        this.temperature = temperature;
        this.unsureBelow = unsureBelow;
        this.probabilities = new float[labels.size()];
    }

    /** What the scores are of. */
    public EmotionLabels labels() {
        return labels;
    }

    /**
     * Turns scores into probabilities.
     *
     * @param scores one per label
     * @param result receives the probabilities; left as it was if this throws
     * @throws EngineException if a score is no finite number
     */
    public void apply(float[] scores, EmotionScores result) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < probabilities.length; i++) {
            if (!Float.isFinite(scores[i])) {
                throw refused(i, scores[i]);
            }
            highest = Math.max(highest, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double e = Math.exp((scores[i] - (double) highest) / temperature);
            probabilities[i] = (float) e;
            sum += e;
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) (probabilities[i] / sum);
        }
        result.set(probabilities, unsureBelow);
    }

    private EngineException refused(int index, float score) {
        return new EngineException(
                "score of '" + labels.name(index) + "'",
                "a finite number",
                String.valueOf(score),
                "check the emotion model and the features fed to it");
    }
}
