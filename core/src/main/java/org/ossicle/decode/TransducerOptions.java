package org.ossicle.decode;

/**
 * What a transducer search needs to know beside the scores.
 *
 * @param blankId the token that means "nothing here"
 * @param unknownId a token that is treated like the blank, or {@link TokenTable#NONE}
 * @param maxSymbolsPerFrame how many tokens one frame may give, at least 1
 * @param blankPenalty subtracted from the score of the blank; above 0 it favours tokens
 */
public record TransducerOptions(
        int blankId, int unknownId, int maxSymbolsPerFrame, float blankPenalty) {

    /** One token per frame at most, and no penalty. */
    public TransducerOptions(int blankId, int unknownId) {
        this(blankId, unknownId, 1, 0f);
    }

    /**
     * @throws IllegalArgumentException if the blank is negative, no symbol may be emitted or the
     *     penalty is not finite
     */
    public TransducerOptions {
        if (blankId < 0) {
            throw new IllegalArgumentException("blankId must be 0 or more, is " + blankId);
        }
        if (maxSymbolsPerFrame < 1) {
            throw new IllegalArgumentException(
                    "maxSymbolsPerFrame must be 1 or more, is " + maxSymbolsPerFrame);
        }
        if (!Float.isFinite(blankPenalty)) {
            throw new IllegalArgumentException("blankPenalty must be finite, is " + blankPenalty);
        }
    }
}
