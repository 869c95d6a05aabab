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

    /** As many frames as our pipelines score at once. */
    public static final int FRAMES_AT_ONCE = 4;

    private static final int BLANK_ID = 0;
    private static final int NO_UNKNOWN = -1;

    private final ModelPair decoder;
    private final ModelPair joiner;
    private final PlanContender oneFrame;
    private final PlanContender manyFrames;
    private final int contextSize;
    private final FloatBuffer encoderOutput;
    private final TransducerScorer peer;

    /**
     * @param engine stays the caller's
     * @throws MissingModelException if a file is not there
     * @throws WrongOutputException if ours and the peer disagree
     */
    public TransducerWork(Engine engine, ModelFolder models) {
        decoder = ModelPair.open(engine, ModelWork.RNNT_DECODER, models);
        joiner = ModelPair.open(engine, ModelWork.RNNT_JOINER, models);
        oneFrame = ranking(engine, models, 1);
        manyFrames = ranking(engine, models, FRAMES_AT_ONCE);
        int frameSize = joiner.ours().state().input(0).asFloatBuffer().capacity();
        encoderOutput = FloatBuffer.allocate(CHUNK_FRAMES * frameSize);
        Random random = new Random(11);
        while (encoderOutput.hasRemaining()) {
            encoderOutput.put((float) random.nextGaussian());
        }
        contextSize = decoder.ours().state().input(0).capacity() / Long.BYTES;
        peer = new OnnxRuntimeScorer(decoder.peer(), joiner.peer(), encoderOutput);
        requireEqualTokens();
    }

    private static PlanContender ranking(Engine engine, ModelFolder models, int frames) {
        ModelWork work = ModelWork.rankingJoiner(frames);
        return new PlanContender(engine, work.bind(models.find(work.file())));
    }

    private PlanScorer ours(PlanContender ranking) {
        return new PlanScorer(
                decoder.ours().state(), ranking.state(), encoderOutput, DType.INT64, contextSize);
    }

    private TransducerGreedy search(String engine) {
        int every = CHUNK_FRAMES / CHUNK_TOKENS;
        TransducerScorer forced =
                Engines.isOurs(engine)
                        ? new ForcedRanks(ours(manyFrames), every, BLANK_ID)
                        : new ForcedTokens(peer, every, BLANK_ID);
        return new TransducerGreedy(forced, new TransducerOptions(BLANK_ID, NO_UNKNOWN));
    }

    private void requireEqualTokens() {
        TransducerGreedy mine = search(Engines.FFM);
        TransducerGreedy theirs = search(Engines.ONNX_RUNTIME);
        mine.advance(CHUNK_FRAMES);
        theirs.advance(CHUNK_FRAMES);
        for (int i = 0; i < CHUNK_TOKENS; i++) {
            int found = mine.tokens().id(i);
            int wanted = theirs.tokens().id(i);
            if (found != wanted) {
                throw new WrongOutputException(
                        "token " + i + " is " + found + ", the peer's " + wanted);
            }
        }
    }

    /** One prediction and one joint score. */
    public Contender step(String engine) {
        TransducerScorer scorer = Engines.isOurs(engine) ? ours(oneFrame) : peer;
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
        TransducerGreedy search = search(engine);
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
        oneFrame.close();
        manyFrames.close();
    }
}
