package org.ossicle.decode;

/**
 * The prediction network and the joiner of a transducer, as a beam search sees them: one frame is
 * scored against several contexts at once.
 *
 * <p>An implementation holds the encoder output of the current chunk and one prediction per row.
 * Its prediction network has no memory but the context.
 */
public interface BeamScorer {
    /** Number of scores per frame. */
    int vocabularySize();

    /** How many last tokens the prediction network reads, at least 1. */
    int contextSize();

    /** How many contexts there can be at once, at least 1. */
    int mostContexts();

    /**
     * Makes the prediction for these last tokens that of a row, until the row is given another one.
     *
     * @param row from 0; rows are first given in order
     * @param tokens the last {@link #contextSize} tokens, oldest first; the start of a stream is -1
     *     throughout with the blank at the end. The array belongs to the caller: read only.
     * @throws IllegalArgumentException if it is {@link #mostContexts} or more, or a row before it
     *     was never given
     */
    void context(int row, int[] tokens);

    /** Forgets what it knows of frames. Called before the first frame of each chunk. */
    void nextChunk();

    /**
     * Scores one frame of the current chunk against the first rows, each as if it were alone.
     *
     * @param frame row of the chunk, from 0
     * @param rows how many, at least 1
     * @return the logarithms of the softmax of each row, {@link #vocabularySize} per row; NaN
     *     throughout a row that has no usable scores. The array belongs to the scorer and holds
     *     until its next call
     * @throws IllegalArgumentException if there is no such frame, or not so many rows were given
     */
    float[] logPosteriors(int frame, int rows);
}
