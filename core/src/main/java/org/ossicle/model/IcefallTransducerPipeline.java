package org.ossicle.model;

import java.nio.FloatBuffer;
import org.ossicle.decode.TokenSearch;
import org.ossicle.decode.TransducerBeam;
import org.ossicle.decode.TransducerGreedy;
import org.ossicle.decode.TransducerOptions;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;
import org.ossicle.stream.ChunkSchedule;

/** One stream of an icefall transducer: log-mels, encoder chunks, greedy or beam search. */
final class IcefallTransducerPipeline implements RecognizerPipeline {
    private final IcefallTransducerModel model;
    private final FeatureChunks chunks;
    private final PlanState encoder;
    private final PlanState decoder;
    private final PlanState joiner;
    private final FloatBuffer features;
    private final TokenSearch search;
    private final int outputFrames;

    IcefallTransducerPipeline(IcefallTransducerModel model, SearchSettings wanted) {
        this.model = model;
        ChunkSchedule schedule = model.settings().schedule();
        this.outputFrames = model.outputFrames();
        this.chunks = new FeatureChunks(model.fbankConfig(), schedule, schedule.shiftFrames());
        this.encoder = model.newEncoder();
        PlanState openedDecoder = null;
        PlanState openedJoiner = null;
        try {
            openedDecoder = model.newDecoder();
            openedJoiner =
                    wanted.paths() == 0 ? model.newJoiner() : model.newBeamJoiner(wanted.paths());
        } finally {
            if (openedJoiner == null) {
                encoder.close();
                if (openedDecoder != null) {
                    openedDecoder.close();
                }
            }
        }
        this.decoder = openedDecoder;
        this.joiner = openedJoiner;
        this.features = encoder.input(0).asFloatBuffer();
        this.search = newSearch(wanted);
    }

    private TokenSearch newSearch(SearchSettings wanted) {
        TransducerOptions options =
                new TransducerOptions(
                        IcefallTransducerModel.BLANK_ID,
                        model.tokens().unknownId(),
                        1,
                        wanted.blankPenalty());
        FloatBuffer frames = encoder.output(0).asFloatBuffer();
        DType tokenType = model.tokenType();
        int context = model.contextSize();
        if (wanted.paths() == 0) {
            return new TransducerGreedy(
                    new PlanScorer(decoder, joiner, frames, tokenType, context), options);
        }
        return new TransducerBeam(
                new PlanBeamScorer(decoder, joiner, frames, tokenType, context, wanted.paths()),
                options);
    }

    @Override
    public void accept(float[] samples, int offset, int length) {
        chunks.accept(samples, offset, length);
    }

    @Override
    public StepResult step() {
        if (!chunks.isReady()) {
            return StepResult.WAITING;
        }
        chunks.copyTo(features);
        encoder.run();
        chunks.next();
        return search.advance(outputFrames) ? StepResult.CHANGED : StepResult.QUIET;
    }

    @Override
    public void finish() {
        chunks.finish();
    }

    @Override
    public TokenSearch search() {
        return search;
    }

    @Override
    public void nextSegment() {
        search.nextSegment();
    }

    @Override
    public void restart() {
        chunks.reset();
        encoder.reset();
        search.restart();
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("pipeline");
        chunks.save(writer);
        PlanStates.save(model.encoderPlan(), encoder, writer);
        search.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("pipeline");
        chunks.restore(reader);
        PlanStates.restore(model.encoderPlan(), encoder, reader);
        search.restore(reader);
        long frames = chunks.taken() * outputFrames;
        reader.require(search.framesSeen() == frames, frames + " frames", search.framesSeen());
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        joiner.close();
    }
}
