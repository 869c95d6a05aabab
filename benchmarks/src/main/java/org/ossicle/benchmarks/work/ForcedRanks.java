package org.ossicle.benchmarks.work;

import org.ossicle.decode.RankingScorer;

/** As {@link ForcedTokens}, for a scorer that ranks its scores itself: through the penalty. */
final class ForcedRanks extends ForcedTokens implements RankingScorer {
    private final RankingScorer scorer;

    ForcedRanks(RankingScorer scorer, int every, int blankId) {
        super(scorer, every, blankId);
        this.scorer = scorer;
    }

    @Override
    public void nextChunk() {
        scorer.nextChunk();
    }

    @Override
    public int best(int frame, int blankId, float blankPenalty) {
        return scorer.best(frame, blankId, -blankBonus(frame));
    }

    @Override
    public float posterior(int frame, int token) {
        return scorer.posterior(frame, token);
    }
}
