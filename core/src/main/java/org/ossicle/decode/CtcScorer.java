package org.ossicle.decode;

/** The output of a CTC model, as a search sees it: it holds the scores of the current chunk. */
public interface CtcScorer {
    /** Number of scores per frame. */
    int vocabularySize();

    /**
     * The scores of one frame of the current chunk.
     *
     * @param frame row of the chunk, from 0
     * @return log-probabilities or un-normalised scores, at least {@link #vocabularySize} of them;
     *     the array belongs to the scorer and holds until its next call
     */
    float[] logits(int frame);
}
