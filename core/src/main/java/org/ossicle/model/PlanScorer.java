package org.ossicle.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.ossicle.decode.RankingScorer;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;

/**
 * A stateless prediction network and a joiner that {@linkplain org.ossicle.compile.Bindings#scoring
 * ranks its scores} as two plans over the frames of an encoder's output buffer. For one owner;
 * allocates nothing after construction.
 *
 * <p>The joiner takes as many frames at once as it has rows, ahead of the search: until a token is
 * emitted, the frames that follow meet the same prediction. Frames scored in vain after a token
 * cost less than reading the joiner's weights once more.
 */
public final class PlanScorer implements RankingScorer {
    private final PlanPrediction prediction;
    private final PlanState joiner;
    private final EncodedFrames encoded;
    private final FloatBuffer encoderOutput;
    private final FloatBuffer joinerEncoder;
    private final FloatBuffer joinerDecoder;
    private final FloatBuffer scores;
    private final ByteBuffer bestTokens;
    private final FloatBuffer logPosteriors;
    private final int frameSize;
    private final int frames;
    private final int rows;
    private final float[] logits;

    /** The frame in row 0 of the joiner, or {@code Integer.MIN_VALUE} if none is of use. */
    private int firstFrame;

    /**
     * A scorer whose joiner takes frames and predictions as they are.
     *
     * @param joiner of one row or several, at most as many as there are frames
     * @param encoderOutput rows of joiner inputs, written anew by each run of the encoder
     * @param tokenType the type of the decoder's input, {@code INT32} or {@code INT64}
     */
    public PlanScorer(
            PlanState decoder,
            PlanState joiner,
            FloatBuffer encoderOutput,
            DType tokenType,
            int contextSize) {
        this(
                new PlanPrediction(decoder, tokenType, contextSize),
                joiner,
                new EncodedFrames(encoderOutput));
    }

    /**
     * @param joiner of one row or several, at most as many as there are frames; the whole one, or
     *     what is left of it beside the projections of {@code prediction} and {@code encoded}
     */
    public PlanScorer(PlanPrediction prediction, PlanState joiner, EncodedFrames encoded) {
        this.prediction = prediction;
        this.joiner = joiner;
        this.encoded = encoded;
        this.encoderOutput = encoded.frames();
        this.joinerEncoder = joiner.input(0).asFloatBuffer();
        this.joinerDecoder = joiner.input(1).asFloatBuffer();
        this.scores = joiner.output(0).asFloatBuffer();
        this.bestTokens = joiner.output(1);
        this.logPosteriors = joiner.output(2).asFloatBuffer();
        this.rows = bestTokens.capacity() / Long.BYTES;
        this.frameSize = joinerEncoder.capacity() / rows;
        this.frames = encoderOutput.capacity() / frameSize;
        this.logits = new float[scores.capacity() / rows];
        if (rows > frames) {
            throw new IllegalArgumentException(
                    "a joiner of " + rows + " rows for " + frames + " frames");
        }
        forgetScores();
    }

    @Override
    public int vocabularySize() {
        return logits.length;
    }

    @Override
    public int contextSize() {
        return prediction.contextSize();
    }

    @Override
    public void context(int[] tokens) {
        forgetScores();
        prediction.write(tokens, joinerDecoder, 0);
    }

    @Override
    public void nextChunk() {
        encoded.nextChunk();
        forgetScores();
    }

    private void forgetScores() {
        firstFrame = Integer.MIN_VALUE;
    }

    /** The row of the joiner's outputs that has a frame's scores. */
    private int row(int frame) {
        int row = frame - firstFrame;
        if (firstFrame >= 0 && row >= 0 && row < rows) {
            return row;
        }
        // At the end of a chunk the first rows hold frames that nobody asks for any more.
        int first = Math.min(frame, frames - rows);
        forgetScores();
        joinerEncoder.put(0, encoderOutput, first * frameSize, rows * frameSize);
        joiner.run();
        firstFrame = first;
        return frame - first;
    }

    @Override
    public int best(int frame, int blankId, float blankPenalty) {
        int row = row(frame);
        int best = (int) bestTokens.getLong(row * Long.BYTES);
        int first = row * logits.length;
        if (Float.isNaN(logPosteriors.get(first + best))) {
            return UNUSABLE;
        }
        if (best == blankId) {
            return blankPenalty <= 0 ? best : bestBesideBlank(first, blankId, blankPenalty);
        }
        if (blankPenalty >= 0) {
            return best;
        }
        float lead = scores.get(first + blankId) - blankPenalty - scores.get(first + best);
        return lead > 0 || lead == 0 && blankId < best ? blankId : best;
    }

    private int bestBesideBlank(int first, int blankId, float blankPenalty) {
        int best = blankId;
        float bestScore = scores.get(first + blankId) - blankPenalty;
        for (int id = 0; id < logits.length; id++) {
            float score = scores.get(first + id);
            if (id != blankId && (score > bestScore || score == bestScore && id < best)) {
                best = id;
                bestScore = score;
            }
        }
        return best;
    }

    @Override
    public float posterior(int frame, int token) {
        return (float) Math.exp(logPosteriors.get(row(frame) * logits.length + token));
    }

    @Override
    public float[] logits(int frame) {
        scores.get(row(frame) * logits.length, logits);
        return logits;
    }

    /** The prediction network has no memory but its context. */
    @Override
    public void restart() {}
}
