package org.ossicle.model;

import java.nio.FloatBuffer;
import org.ossicle.decode.TokenSearch;
import org.ossicle.decode.TransducerBeam;
import org.ossicle.decode.TransducerGreedy;
import org.ossicle.decode.TransducerOptions;
import org.ossicle.engine.PlanState;
import org.ossicle.features.OnlineFbank;
import org.ossicle.graph.DType;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;
import org.ossicle.stream.ChunkSchedule;

/** One stream of an icefall transducer: log-mels, encoder chunks, greedy or beam search. */
final class IcefallTransducerPipeline implements RecognizerPipeline {
    private static final int FRAMES_PER_SLICE = MAX_SLICE_MS / 10;

    /** No frame is the last one yet; the features then never reach it. */
    private static final long NOT_FINISHED = -1;

    private final IcefallTransducerModel model;
    private final ChunkSchedule schedule;
    private final PlanState encoder;
    private final PlanState decoder;
    private final PlanState joiner;
    private final FloatBuffer features;
    private final OnlineFbank fbank;
    private final TokenSearch search;
    private final int outputFrames;
    private final float[] silence;

    /** Runs of the encoder so far. */
    private long runs;

    /** The frames that the padded stream has in all, once it has ended. */
    private long lastFrame = NOT_FINISHED;

    IcefallTransducerPipeline(IcefallTransducerModel model, SearchSettings wanted) {
        this.model = model;
        Zipformer2Settings settings = model.settings();
        this.schedule = settings.schedule();
        this.outputFrames = model.outputFrames();
        this.fbank =
                new OnlineFbank(model.fbankConfig(), schedule.chunkFrames() + 2 * FRAMES_PER_SLICE);
        this.silence = new float[fbank.config().hopSamples()];
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
        int taken = fbank.accept(samples, offset, length);
        if (taken != length) {
            throw new IllegalStateException(
                    "step until WAITING before the next slice: took " + taken + " of " + length);
        }
    }

    @Override
    public StepResult step() {
        while (!schedule.isReady(runs, fbank.framesReady())) {
            if (fbank.framesReady() >= lastFrame) {
                return StepResult.WAITING;
            }
            fbank.accept(silence, 0, silence.length);
        }
        fbank.copyFrames(schedule.firstFrame(runs), schedule.chunkFrames(), features, 0);
        encoder.run();
        runs++;
        fbank.discardBefore(schedule.firstFrame(runs));
        return search.advance(outputFrames) ? StepResult.CHANGED : StepResult.QUIET;
    }

    @Override
    public void finish() {
        int hop = fbank.config().hopSamples();
        long frames = (fbank.samplesTaken() + hop / 2) / hop;
        lastFrame = frames + schedule.paddingFrames(frames, schedule.shiftFrames());
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
        fbank.reset();
        encoder.reset();
        search.restart();
        runs = 0;
        lastFrame = NOT_FINISHED;
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("pipeline");
        writer.putLong(runs);
        writer.putLong(lastFrame);
        fbank.save(writer);
        PlanStates.save(model.encoderPlan(), encoder, writer);
        search.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("pipeline");
        runs = reader.getPosition();
        lastFrame = reader.getLong(NOT_FINISHED, SnapshotReader.LARGEST_POSITION);
        fbank.restore(reader);
        PlanStates.restore(model.encoderPlan(), encoder, reader);
        search.restore(reader);
        requireInStep(reader);
    }

    private void requireInStep(SnapshotReader reader) {
        long first = schedule.firstFrame(runs);
        reader.require(fbank.firstFrame() == first, "frames from " + first, fbank.firstFrame());
        long frames = runs * outputFrames;
        reader.require(search.framesSeen() == frames, frames + " frames", search.framesSeen());
        long most = fbank.framesReady() + 2 * schedule.chunkFrames() + FRAMES_PER_SLICE;
        reader.require(lastFrame <= most, "an end at " + most + " at most", lastFrame);
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        joiner.close();
    }
}
