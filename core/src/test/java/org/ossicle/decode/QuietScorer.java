package org.ossicle.decode;

/** A scorer that prefers a given token per frame and never allocates. */
final class QuietScorer implements TransducerScorer {
    private final float[] scores;
    private final int[] best;
    private int raised;

    QuietScorer(int vocabularySize, int[] best) {
        this.scores = new float[vocabularySize];
        this.best = best;
    }

    @Override
    public int vocabularySize() {
        return scores.length;
    }

    @Override
    public int contextSize() {
        return 2;
    }

    @Override
    public void context(int[] tokens) {}

    @Override
    public float[] logits(int frame) {
        scores[raised] = 0f;
        raised = best[frame];
        scores[raised] = 9f;
        return scores;
    }

    @Override
    public void restart() {}
}
