package org.ossicle.benchmarks.work;

import java.nio.FloatBuffer;
import java.util.Random;
import org.ossicle.engine.Engine;
import org.ossicle.graph.DType;
import org.ossicle.model.PlanBeamScorer;

/**
 * One frame of a beam search: the published int8 joiner against {@value #CONTEXTS} contexts, by
 * both engines. Ours ends with the logarithms of the posteriors; ONNX Runtime's run of a batch,
 * whose rows share a range of quantisation, ends with the scores.
 */
public final class BeamWork implements AutoCloseable {
    public static final int CONTEXTS = 4;

    private static final int CONTEXT_SIZE = 2;

    /** Of the largest score: rows with a range of their own round otherwise than in a batch. */
    private static final double TOLERANCE = 6e-2;

    private final ModelPair decoder;
    private final ModelPair batch;
    private final ModelPair single;
    private final PlanContender manyContexts;
    private final PlanContender oneContext;
    private final FloatBuffer frame;
    private final float[][] predictions;
    private final float[] peerScores;

    /**
     * @param engine stays the caller's
     * @throws MissingModelException if a file is not there
     * @throws WrongOutputException if ours and the peer disagree
     */
    public BeamWork(Engine engine, ModelFolder models) {
        decoder = ModelPair.open(engine, ModelWork.ZIPFORMER2_DECODER, models);
        batch = ModelPair.open(engine, ModelWork.batchedJoiner(CONTEXTS), models);
        single = ModelPair.open(engine, ModelWork.ZIPFORMER2_JOINER, models);
        ModelWork beam = ModelWork.beamJoiner(CONTEXTS);
        manyContexts = new PlanContender(engine, beam.bind(models.find(beam.file())));
        ModelWork alone = ModelWork.beamJoiner(1);
        oneContext = new PlanContender(engine, alone.bind(models.find(alone.file())));
        frame = FloatBuffer.allocate(single.peer().input(0).asFloatBuffer().capacity());
        Random random = new Random(12);
        while (frame.hasRemaining()) {
            frame.put((float) random.nextGaussian());
        }
        predictions = predictions();
        peerScores = new float[batch.peer().output(0).asFloatBuffer().capacity()];
        requireEqualScores();
    }

    private float[][] predictions() {
        FloatBuffer output = decoder.ours().state().output(0).asFloatBuffer();
        float[][] all = new float[CONTEXTS][output.capacity()];
        for (int row = 0; row < CONTEXTS; row++) {
            for (int i = 0; i < CONTEXT_SIZE; i++) {
                decoder.ours().state().input(0).putLong(i * Long.BYTES, tokens(row)[i]);
            }
            decoder.ours().run();
            output.get(0, all[row]);
        }
        return all;
    }

    private static int[] tokens(int row) {
        return new int[] {row + 1, 7 * row + 1};
    }

    private void requireEqualScores() {
        PlanBeamScorer ours = scorer(manyContexts, CONTEXTS);
        float[] found = ours.logPosteriors(0, CONTEXTS);
        together(Engines.ONNX_RUNTIME).run();
        int tokens = ours.vocabularySize();
        for (int row = 0; row < CONTEXTS; row++) {
            double sum = 0;
            double largest = 0;
            for (int i = row * tokens; i < (row + 1) * tokens; i++) {
                sum += Math.exp(peerScores[i]);
                largest = Math.max(largest, Math.abs(peerScores[i]));
            }
            for (int i = row * tokens; i < (row + 1) * tokens; i++) {
                double wanted = peerScores[i] - Math.log(sum);
                if (!(Math.abs(found[i] - wanted) <= TOLERANCE * largest)) {
                    throw new WrongOutputException(
                            "score " + i + " is " + found[i] + ", the peer's " + wanted);
                }
            }
        }
    }

    private PlanBeamScorer scorer(PlanContender joiner, int contexts) {
        PlanBeamScorer scorer =
                new PlanBeamScorer(
                        decoder.ours().state(),
                        joiner.state(),
                        frame,
                        DType.INT64,
                        CONTEXT_SIZE,
                        contexts);
        for (int row = 0; row < contexts; row++) {
            scorer.context(row, tokens(row));
        }
        return scorer;
    }

    /** All contexts in one run. */
    public Contender together(String engine) {
        if (Engines.isOurs(engine)) {
            PlanBeamScorer scorer = scorer(manyContexts, CONTEXTS);
            return new Borrowed(() -> scorer.logPosteriors(0, CONTEXTS));
        }
        return peer(batch.peer(), CONTEXTS);
    }

    /** One run per context. */
    public Contender oneByOne(String engine) {
        if (Engines.isOurs(engine)) {
            PlanBeamScorer scorer = scorer(oneContext, 1);
            return new Borrowed(
                    () -> {
                        for (int row = 0; row < CONTEXTS; row++) {
                            scorer.logPosteriors(0, 1);
                        }
                    });
        }
        return peer(single.peer(), 1);
    }

    private Contender peer(OnnxRuntimeContender joiner, int rows) {
        FloatBuffer encoder = joiner.input(0).asFloatBuffer();
        FloatBuffer prediction = joiner.input(1).asFloatBuffer();
        FloatBuffer scores = joiner.output(0).asFloatBuffer();
        int size = frame.capacity();
        return new Borrowed(
                () -> {
                    for (int first = 0; first < CONTEXTS; first += rows) {
                        for (int row = 0; row < rows; row++) {
                            encoder.put(row * size, frame, 0, size);
                            prediction.put(row * size, predictions[first + row]);
                        }
                        joiner.run();
                        scores.get(
                                0,
                                peerScores,
                                first * (scores.capacity() / rows),
                                scores.capacity());
                    }
                });
    }

    @Override
    public void close() {
        decoder.close();
        batch.close();
        single.close();
        manyContexts.close();
        oneContext.close();
    }
}
