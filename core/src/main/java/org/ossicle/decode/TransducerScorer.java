package org.ossicle.decode;

/**
 * The prediction network and the joiner of a transducer, as a search sees them.
 *
 * <p>An implementation holds the encoder output of the current chunk. It may run two plans or one
 * fused routine; it may keep a state of its own for a recurrent prediction network, because {@link
 * #context} is called exactly once per emitted token, in order.
 */
public interface TransducerScorer {
    /** Number of scores per frame. */
    int vocabularySize();

    /** How many last tokens the prediction network reads, at least 1. */
    int contextSize();

    /**
     * Makes the prediction for these last tokens current. Called once before the first frame of a
     * stream and then after each emitted token, never in between.
     *
     * @param tokens the last {@link #contextSize} tokens, oldest first; the start of a stream is -1
     *     throughout with the blank at the end. The array belongs to the caller: read only.
     */
    void context(int[] tokens);

    /**
     * Scores one frame of the current chunk against the current context.
     *
     * @param frame row of the chunk, from 0
     * @return un-normalised scores, at least {@link #vocabularySize} of them; the array belongs to
     *     the scorer and holds until its next call
     */
    float[] logits(int frame);

    /**
     * Forgets whatever earlier contexts left behind. Called before the first {@link #context} of
     * every stream.
     */
    void restart();
}
