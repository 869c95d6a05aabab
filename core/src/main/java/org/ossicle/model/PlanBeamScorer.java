package org.ossicle.model;

import java.nio.FloatBuffer;
import org.ossicle.decode.BeamScorer;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;

/**
 * A stateless prediction network and a joiner that {@linkplain
 * org.ossicle.compile.Bindings#scoring(int, int) ranks the scores of several predictions} as two
 * plans over the frames of an encoder's output buffer. For one owner; allocates nothing after
 * construction.
 *
 * <p>All rows go through the joiner in one run, those without a context too: it has the size of the
 * beam, and a run takes as long as reading the weights. Only a joiner that cannot keep its rows
 * apart runs once per row. Frames and predictions may be projected apart before.
 */
public final class PlanBeamScorer implements BeamScorer {
    private final PlanPrediction prediction;
    private final PlanState joiner;
    private final EncodedFrames encoded;
    private final FloatBuffer encoderOutput;
    private final FloatBuffer predictions;
    private final FloatBuffer joinerEncoder;
    private final FloatBuffer joinerDecoder;
    private final FloatBuffer joinerOutput;
    private final int frames;
    private final int rowsPerRun;
    private final int mostContexts;
    private final int vocabularySize;
    private final float[] logPosteriors;

    /** Rows that have a context. */
    private int rowsGiven;

    /**
     * A scorer whose joiner takes frames and predictions as they are.
     *
     * @param joiner whose second input has as many rows as there are contexts, or one
     * @param encoderOutput rows of joiner inputs, written anew by each run of the encoder
     * @param tokenType the type of the decoder's input, {@code INT32} or {@code INT64}
     * @param mostContexts at least 1
     */
    public PlanBeamScorer(
            PlanState decoder,
            PlanState joiner,
            FloatBuffer encoderOutput,
            DType tokenType,
            int contextSize,
            int mostContexts) {
        this(
                new PlanPrediction(decoder, tokenType, contextSize),
                joiner,
                new EncodedFrames(encoderOutput),
                mostContexts);
    }

    /**
     * @param joiner whose second input has as many rows as there are contexts, or one; the whole
     *     one, or what is left of it beside the projections of {@code prediction} and {@code
     *     encoded}
     * @param mostContexts at least 1
     */
    public PlanBeamScorer(
            PlanPrediction prediction, PlanState joiner, EncodedFrames encoded, int mostContexts) {
        this.prediction = prediction;
        this.joiner = joiner;
        this.encoded = encoded;
        this.encoderOutput = encoded.frames();
        this.joinerEncoder = joiner.input(0).asFloatBuffer();
        this.joinerDecoder = joiner.input(1).asFloatBuffer();
        this.joinerOutput = joiner.output(2).asFloatBuffer();
        this.frames = encoderOutput.capacity() / joinerEncoder.capacity();
        this.rowsPerRun = joinerDecoder.capacity() / prediction.size();
        if (mostContexts < 1 || rowsPerRun != 1 && rowsPerRun != mostContexts) {
            throw new IllegalArgumentException(
                    "a joiner of " + rowsPerRun + " rows for " + mostContexts + " contexts");
        }
        this.mostContexts = mostContexts;
        this.vocabularySize = joinerOutput.capacity() / rowsPerRun;
        this.predictions = FloatBuffer.allocate(mostContexts * prediction.size());
        this.logPosteriors = new float[mostContexts * vocabularySize];
    }

    @Override
    public int vocabularySize() {
        return vocabularySize;
    }

    @Override
    public int contextSize() {
        return prediction.contextSize();
    }

    @Override
    public int mostContexts() {
        return mostContexts;
    }

    @Override
    public void context(int row, int[] tokens) {
        if (row < 0 || row > rowsGiven || row >= mostContexts) {
            throw new IllegalArgumentException(
                    "row " + row + " of " + mostContexts + ", " + rowsGiven + " of them given");
        }
        prediction.write(tokens, predictions, row * prediction.size());
        rowsGiven = Math.max(rowsGiven, row + 1);
    }

    @Override
    public void nextChunk() {
        encoded.nextChunk();
    }

    @Override
    public float[] logPosteriors(int frame, int rows) {
        if (frame < 0 || frame >= frames || rows < 1 || rows > rowsGiven) {
            throw new IllegalArgumentException(
                    ("frame " + frame + " of " + frames)
                            + (" against " + rows + " contexts of " + rowsGiven));
        }
        int size = joinerEncoder.capacity();
        joinerEncoder.put(0, encoderOutput, frame * size, size);
        for (int row = 0; row < rows; row += rowsPerRun) {
            joinerDecoder.put(0, predictions, row * prediction.size(), joinerDecoder.capacity());
            joiner.run();
            joinerOutput.get(0, logPosteriors, row * vocabularySize, joinerOutput.capacity());
        }
        return logPosteriors;
    }
}
