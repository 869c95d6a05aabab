package org.ossicle.decode;

/**
 * A scorer that knows the best token of a frame without handing out all scores, such as one whose
 * joiner ranks them where it computes them.
 */
public interface RankingScorer extends TransducerScorer {
    /** Stands for a token where no score is the best one. */
    int UNUSABLE = -1;

    /** Forgets what it knows of frames. Called before the first frame of each chunk. */
    void nextChunk();

    /**
     * The best token of a frame against the current context, the blank handicapped; of equals the
     * lowest id.
     *
     * @param frame row of the chunk, from 0
     * @param blankPenalty subtracted from the score of the blank, finite
     * @return the token, or {@link #UNUSABLE} if a score is NaN or the best one is not finite
     */
    int best(int frame, int blankId, float blankPenalty);

    /**
     * The softmax of the scores, at temperature 1 and without any penalty, at one token; right to
     * six digits.
     *
     * @param frame the one that {@link #best} was asked for last, with no other context since
     */
    float posterior(int frame, int token);
}
