package org.ossicle.model;

/**
 * How one stream searches.
 *
 * @param blankPenalty subtracted from the blank's score; above 0 it favours tokens. Finite
 * @param paths hypotheses of a beam search over pieces of words, at most {@value #MOST_PATHS}; 0
 *     for the search that the model family does by itself
 */
public record SearchSettings(float blankPenalty, int paths) {
    /** The most hypotheses of a beam. */
    public static final int MOST_PATHS = 16;

    /** Without a beam. */
    public SearchSettings(float blankPenalty) {
        this(blankPenalty, 0);
    }

    /**
     * @throws IllegalArgumentException if there are too many paths, or fewer than 0
     */
    public SearchSettings {
        if (paths < 0 || paths > MOST_PATHS) {
            throw new IllegalArgumentException(
                    "paths must be 0 to " + MOST_PATHS + ", are " + paths);
        }
    }
}
