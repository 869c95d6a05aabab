package org.ossicle.benchmarks.work;

import java.nio.FloatBuffer;
import java.util.Random;
import org.ossicle.decode.TransducerGreedy;
import org.ossicle.decode.TransducerOptions;
import org.ossicle.decode.TransducerScorer;
import org.ossicle.engine.Engine;
import org.ossicle.graph.DType;
import org.ossicle.model.PlanScorer;

/**
 * The synthetic RNN-T prediction network and its int8 joiner, by both engines. The search around
 * them is ours on both sides.
 */
public final class TransducerWork implements AutoCloseable {
    public static final int CHUNK_FRAMES = 16;
    public static final int CHUNK_TOKENS = 4;

    private static final int BLANK_ID = 0;
    private static final int NO_UNKNOWN = -1;

    private final ModelPair decoder;
    private final ModelPair joiner;
    private final FloatBuffer encoderOutput;
    private final TransducerScorer ours;
    private final TransducerScorer peer;

    /**
     * @param engine stays the caller's
     * @throws MissingModelException if a file is not there
     * @throws WrongOutputException if ours and the peer disagree
     */
    public TransducerWork(Engine engine, ModelFolder models) {
        decoder = ModelPair.open(engine, ModelWork.RNNT_DECODER, models);
        joiner = ModelPair.open(engine, ModelWork.RNNT_JOINER, models);
        int frameSize = joiner.ours().state().input(0).asFloatBuffer().capacity();
        encoderOutput = FloatBuffer.allocate(CHUNK_FRAMES * frameSize);
        Random random = new Random(11);
        while (encoderOutput.hasRemaining()) {
            encoderOutput.put((float) random.nextGaussian());
        }
        int contextSize = decoder.ours().state().input(0).capacity() / Long.BYTES;
        ours =
                new PlanScorer(
                        decoder.ours().state(),
                        joiner.ours().state(),
                        encoderOutput,
                        DType.INT64,
                        contextSize);
        peer = new OnnxRuntimeScorer(decoder.peer(), joiner.peer(), encoderOutput);
    }

    private TransducerScorer scorer(String engine) {
        return Engines.isOurs(engine) ? ours : peer;
    }

    /** One prediction and one joint score. */
    public Contender step(String engine) {
        TransducerScorer scorer = scorer(engine);
        int[] context = new int[scorer.contextSize()];
        return new Borrowed(
                () -> {
                    context[0] = (context[0] + 1) % scorer.vocabularySize();
                    scorer.context(context);
                    scorer.logits(0);
                });
    }

    /**
     * Greedy search over {@value #CHUNK_FRAMES} frames that emits {@value #CHUNK_TOKENS} tokens.
     */
    public Contender chunk(String engine) {
        TransducerScorer forced =
                new ForcedTokens(scorer(engine), CHUNK_FRAMES / CHUNK_TOKENS, BLANK_ID);
        TransducerGreedy search =
                new TransducerGreedy(forced, new TransducerOptions(BLANK_ID, NO_UNKNOWN));
        search.advance(CHUNK_FRAMES);
        if (search.tokens().size() != CHUNK_TOKENS) {
            throw new WrongOutputException(engine + " found " + search.tokens().size() + " tokens");
        }
        return new Borrowed(
                () -> {
                    search.nextSegment();
                    search.advance(CHUNK_FRAMES);
                });
    }

    @Override
    public void close() {
        decoder.close();
        joiner.close();
    }

    /** Work on things that somebody else closes. */
    private record Borrowed(Runnable work) implements Contender {
        @Override
        public void run() {
            work.run();
        }

        @Override
        public void close() {}
    }
}
