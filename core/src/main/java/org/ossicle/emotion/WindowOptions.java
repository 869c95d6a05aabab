package org.ossicle.emotion;

/**
 * How frames of speech become windows. Immutable.
 *
 * @param frameFeatures features per frame
 * @param windowFrames frames per window
 * @param hopFrames frames of speech from one window to the next
 * @param minFrames frames of speech before the first window; it is filled up by repeating them
 * @param maxGapFrames longest pause that a window may span; a longer one starts afresh
 */
public record WindowOptions(
        int frameFeatures, int windowFrames, int hopFrames, int minFrames, int maxGapFrames) {

    /**
     * @throws IllegalArgumentException if a count is not positive, or {@code minFrames} is more
     *     than a window
     */
    public WindowOptions {
        require(frameFeatures >= 1, "frameFeatures must be 1 or more", frameFeatures);
        require(windowFrames >= 1, "windowFrames must be 1 or more", windowFrames);
        require(hopFrames >= 1, "hopFrames must be 1 or more", hopFrames);
        require(
                minFrames >= 1 && minFrames <= windowFrames,
                "minFrames must be from 1 to windowFrames",
                minFrames);
        require(maxGapFrames >= 0, "maxGapFrames must be 0 or more", maxGapFrames);
        require(
                (long) frameFeatures * windowFrames <= Integer.MAX_VALUE / 2,
                "a window must fit an array; frameFeatures",
                frameFeatures);
    }

    private static void require(boolean holds, String rule, int found) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", is " + found);
        }
    }

    /** Floats in one window. */
    public int windowFloats() {
        return frameFeatures * windowFrames;
    }
}
