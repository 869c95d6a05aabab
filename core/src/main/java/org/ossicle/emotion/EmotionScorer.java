package org.ossicle.emotion;

/** Scores one window of speech: the only way a model is seen from here. */
@FunctionalInterface
public interface EmotionScorer {
    /**
     * Scores a window.
     *
     * @param window T frames of F features, one frame after the other, the oldest first; read only,
     *     and valid only during the call
     * @param frames how many frames of speech there are, 1 to T; those after them repeat them
     * @param scores receives one score per label: logarithms of probabilities, up to a constant
     * @return whether this is a voice at all; of what is none, the scores say nothing
     */
    boolean score(float[] window, int frames, float[] scores);
}
