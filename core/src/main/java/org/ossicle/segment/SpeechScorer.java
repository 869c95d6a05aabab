package org.ossicle.segment;

/** Gives the probability that a window of sound is speech; may remember earlier windows. */
@FunctionalInterface
public interface SpeechScorer {
    /**
     * Scores the next window.
     *
     * @param window mono samples, as many as the detector's window; read only, and valid only
     *     during the call
     * @return probability of speech, 0 to 1
     */
    float speechProbability(float[] window);
}
