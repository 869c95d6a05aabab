package org.ossicle.decode;

import java.util.Arrays;
import java.util.Random;

/** Scores that follow from the frame and the context alone, for either search. */
final class MadeUpScores implements BeamScorer, TransducerScorer {
    private final int vocabularySize;
    private final int[][] contexts;
    private final float[] logPosteriors;
    private final long seed;
    private final float blankBonus;
    private int given;
    private int[] context;

    /** The frame of the stream that is row 0 of the chunk. */
    long firstFrame;

    /** A frame of the stream that has no usable scores. */
    long badFrame = -1;

    MadeUpScores(int vocabularySize, int paths, long seed, float blankBonus) {
        this.vocabularySize = vocabularySize;
        this.contexts = new int[paths][];
        this.logPosteriors = new float[paths * vocabularySize];
        this.seed = seed;
        this.blankBonus = blankBonus;
    }

    @Override
    public int vocabularySize() {
        return vocabularySize;
    }

    @Override
    public int contextSize() {
        return 2;
    }

    @Override
    public int mostContexts() {
        return contexts.length;
    }

    @Override
    public void context(int row, int[] tokens) {
        if (row < 0 || row > given || row >= contexts.length) {
            throw new IllegalArgumentException("row " + row);
        }
        contexts[row] = tokens.clone();
        given = Math.max(given, row + 1);
    }

    @Override
    public void context(int[] tokens) {
        context = tokens.clone();
    }

    @Override
    public void nextChunk() {}

    @Override
    public float[] logPosteriors(int frame, int rows) {
        if (rows < 1 || rows > given) {
            throw new IllegalArgumentException("rows " + rows);
        }
        for (int row = 0; row < rows; row++) {
            float[] scores = logPosteriors(firstFrame + frame, contexts[row]);
            System.arraycopy(scores, 0, logPosteriors, row * vocabularySize, vocabularySize);
        }
        return logPosteriors;
    }

    @Override
    public float[] logits(int frame) {
        return logPosteriors(firstFrame + frame, context);
    }

    /** The logarithms of the posteriors of a frame of the stream. */
    float[] logPosteriors(long frame, int[] tokens) {
        Random random = new Random(31 * (31 * seed + frame) + Arrays.hashCode(tokens));
        float[] scores = new float[vocabularySize];
        double sum = 0;
        for (int i = 0; i < vocabularySize; i++) {
            scores[i] = (float) random.nextGaussian() + (i == 0 ? blankBonus : 0);
            sum += Math.exp(scores[i]);
        }
        for (int i = 0; i < vocabularySize; i++) {
            scores[i] = frame == badFrame ? Float.NaN : scores[i] - (float) Math.log(sum);
        }
        return scores;
    }

    @Override
    public void restart() {}
}
