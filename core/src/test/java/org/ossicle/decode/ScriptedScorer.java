package org.ossicle.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * A scorer whose scores come from a table: {@code rows[frame][k]} are the scores at the k-th look
 * at a frame, the last one for every further look.
 */
final class ScriptedScorer implements TransducerScorer, CtcScorer {
    final List<List<Integer>> contexts = new ArrayList<>();
    int restarts;

    private final int vocabularySize;
    private final int contextSize;
    private float[][][] rows = {};
    private int lastFrame = -1;
    private int looks;

    ScriptedScorer(int vocabularySize, int contextSize) {
        this.vocabularySize = vocabularySize;
        this.contextSize = contextSize;
    }

    /** The scores of the next chunk. */
    void chunk(float[][][] rows) {
        this.rows = rows;
        lastFrame = -1;
    }

    /** A chunk of frames that each prefer one token by a clear margin. */
    void chunk(int... best) {
        float[][][] chunk = new float[best.length][1][vocabularySize];
        for (int frame = 0; frame < best.length; frame++) {
            chunk[frame][0][best[frame]] = 9f;
        }
        chunk(chunk);
    }

    @Override
    public int vocabularySize() {
        return vocabularySize;
    }

    @Override
    public int contextSize() {
        return contextSize;
    }

    @Override
    public void context(int[] tokens) {
        List<Integer> copy = new ArrayList<>();
        for (int token : tokens) {
            copy.add(token);
        }
        contexts.add(copy);
    }

    @Override
    public float[] logits(int frame) {
        looks = frame == lastFrame ? looks + 1 : 0;
        lastFrame = frame;
        return rows[frame][Math.min(looks, rows[frame].length - 1)];
    }

    @Override
    public void restart() {
        restarts++;
    }
}
