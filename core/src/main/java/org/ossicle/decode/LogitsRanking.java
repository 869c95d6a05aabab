package org.ossicle.decode;

/** Ranks the scores of any scorer in Java. */
final class LogitsRanking implements RankingScorer {
    private final TransducerScorer scorer;
    private float[] logits = {};

    LogitsRanking(TransducerScorer scorer) {
        this.scorer = scorer;
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
        return logits;
    }

    @Override
    public void nextChunk() {}

    @Override
    public int best(int frame, int blankId, float blankPenalty) {
        logits = scorer.logits(frame);
        return FrameScores.best(logits, vocabularySize(), blankId, blankPenalty);
    }

    @Override
    public float posterior(int frame, int token) {
        return FrameScores.posterior(logits, vocabularySize(), token);
    }

    @Override
    public void restart() {
        scorer.restart();
    }
}
