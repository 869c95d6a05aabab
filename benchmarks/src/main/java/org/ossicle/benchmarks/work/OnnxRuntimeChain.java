package org.ossicle.benchmarks.work;

import org.ossicle.decode.TransducerGreedy;
import org.ossicle.decode.TransducerOptions;
import org.ossicle.engine.Engine;

/**
 * All that a recogniser does for one chunk of sound, with ONNX Runtime for the models and ours for
 * features and search.
 */
public final class OnnxRuntimeChain implements Contender {
    private static final int BLANK_ID = 0;
    private static final int UNKNOWN_ID = 2;
    private static final int OUTPUT_FRAMES = 8;
    private static final int CHUNKS_PER_SEGMENT = 16;

    private final ModelPair encoder;
    private final ModelPair decoder;
    private final ModelPair joiner;
    private final ChunkFeatures features;
    private final TransducerGreedy search;
    private int chunks;

    /**
     * @param engine ours, which ONNX Runtime must agree with; stays the caller's
     */
    public OnnxRuntimeChain(Engine engine, ModelFolder models) {
        encoder = ModelPair.open(engine, ModelWork.ZIPFORMER2, models);
        decoder = ModelPair.open(engine, ModelWork.ZIPFORMER2_DECODER, models);
        joiner = ModelPair.open(engine, ModelWork.ZIPFORMER2_JOINER, models);
        features = new ChunkFeatures(models.sentence(), encoder.peer().input(0).asFloatBuffer());
        OnnxRuntimeScorer scorer =
                new OnnxRuntimeScorer(
                        decoder.peer(), joiner.peer(), encoder.peer().output(0).asFloatBuffer());
        search = new TransducerGreedy(scorer, new TransducerOptions(BLANK_ID, UNKNOWN_ID));
    }

    @Override
    public void run() {
        features.run();
        encoder.peer().run();
        search.advance(OUTPUT_FRAMES);
        if (++chunks % CHUNKS_PER_SEGMENT == 0) {
            search.nextSegment();
        }
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        joiner.close();
    }
}
