package org.ossicle.decode;

import java.util.Arrays;
import java.util.Objects;

/**
 * When the probabilities of words are a word.
 *
 * @param blankId the class that means "no word"
 * @param emitThresholds for each class, the mean probability from which it counts as said, 0 to 1
 * @param releaseThreshold the mean probability below which a word is over, so that it can be said
 *     again, 0 to 1
 * @param windowFrames frames that probabilities are averaged over, at least 1
 * @param apartFrames least frames from one word to the next, at least 1
 * @param sureRepeatFrames least frames from a word to the same word again, which must be certain
 *     there, at least 1: the stop that ends a word may be heard as a word of its own
 * @param repeatFrames frames from a word to the same word again after which the threshold alone
 *     decides, at least {@code sureRepeatFrames}; what a word must reach falls in a line from the
 *     one to the other
 * @param reviseFrames frames after a word in which a more probable one takes its place, 0 for never
 * @param otherSpeech what speech that is none of the words does to the thresholds, or null where no
 *     class means it
 * @param blankPenalty subtracted from the score of the blank; above 0 it favours words. Finite
 */
public record WordSearchOptions(
        int blankId,
        float[] emitThresholds,
        float releaseThreshold,
        int windowFrames,
        int apartFrames,
        int sureRepeatFrames,
        int repeatFrames,
        int reviseFrames,
        OtherSpeechOptions otherSpeech,
        float blankPenalty) {

    /** The longest window, which bounds the memory of a search. */
    public static final int LONGEST_WINDOW_FRAMES = 1000;

    /**
     * @throws IllegalArgumentException if a value is outside its range
     */
    public WordSearchOptions {
        emitThresholds = emitThresholds.clone();
        require(
                blankId >= 0 && blankId < emitThresholds.length,
                "blankId must be a class, is " + blankId);
        for (float threshold : emitThresholds) {
            require(isShare(threshold), "thresholds must be 0 to 1, one is " + threshold);
        }
        require(isShare(releaseThreshold), "releaseThreshold must be 0 to 1: " + releaseThreshold);
        require(
                windowFrames >= 1 && windowFrames <= LONGEST_WINDOW_FRAMES,
                "windowFrames must be 1 to " + LONGEST_WINDOW_FRAMES + ", is " + windowFrames);
        require(apartFrames >= 1, "apartFrames must be 1 or more, is " + apartFrames);
        require(
                sureRepeatFrames >= 1 && sureRepeatFrames <= repeatFrames,
                "sureRepeatFrames must be 1 to repeatFrames, which is "
                        + repeatFrames
                        + ", is "
                        + sureRepeatFrames);
        require(reviseFrames >= 0, "reviseFrames must be 0 or more, is " + reviseFrames);
        require(
                otherSpeech == null
                        || otherSpeech.id() < emitThresholds.length && otherSpeech.id() != blankId,
                "otherSpeech must be a class beside the blank: " + otherSpeech);
        require(Float.isFinite(blankPenalty), "blankPenalty must be finite, is " + blankPenalty);
    }

    private static boolean isShare(float value) {
        return value >= 0 && value <= 1;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    @Override
    public float[] emitThresholds() {
        return emitThresholds.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordSearchOptions that
                && blankId == that.blankId
                && Arrays.equals(emitThresholds, that.emitThresholds)
                && releaseThreshold == that.releaseThreshold
                && windowFrames == that.windowFrames
                && apartFrames == that.apartFrames
                && sureRepeatFrames == that.sureRepeatFrames
                && repeatFrames == that.repeatFrames
                && reviseFrames == that.reviseFrames
                && Objects.equals(otherSpeech, that.otherSpeech)
                && blankPenalty == that.blankPenalty;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(emitThresholds) * 31 + windowFrames * 7 + apartFrames;
    }
}
