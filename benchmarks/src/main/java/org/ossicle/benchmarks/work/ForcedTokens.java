package org.ossicle.benchmarks.work;

import org.ossicle.decode.TransducerScorer;

/**
 * Another scorer's scores, with the blank's moved so that it wins in all but every {@code n}th
 * frame. So the work of a search does not depend on made-up weights.
 */
class ForcedTokens implements TransducerScorer {
    private static final float SURE = 1e6f;

    private final TransducerScorer scorer;
    private final int every;
    private final int blankId;

    ForcedTokens(TransducerScorer scorer, int every, int blankId) {
        this.scorer = scorer;
        this.every = every;
        this.blankId = blankId;
    }

    @Override
    public int vocabularySize() {
        return scorer.vocabularySize();
    }

    @Override
    public int contextSize() {
        return scorer.contextSize();
    }

    @Override
    public void context(int[] tokens) {
        scorer.context(tokens);
    }

    @Override
    public float[] logits(int frame) {
        float[] logits = scorer.logits(frame);
        logits[blankId] = blankBonus(frame);
        return logits;
    }

    final float blankBonus(int frame) {
        return frame % every == every - 1 ? -SURE : SURE;
    }

    @Override
    public void restart() {
        scorer.restart();
    }
}
