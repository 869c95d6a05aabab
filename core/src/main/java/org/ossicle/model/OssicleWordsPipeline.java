package org.ossicle.model;

import java.nio.FloatBuffer;
import org.ossicle.decode.CtcScorer;
import org.ossicle.decode.TokenSearch;
import org.ossicle.decode.WordSearch;
import org.ossicle.engine.PlanState;
import org.ossicle.features.OnlineFbank;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;
import org.ossicle.stream.ChunkSchedule;

/** One stream of a recognizer of whole words: log-mels, the network, the search. */
final class OssicleWordsPipeline implements RecognizerPipeline {
    private static final int FRAMES_PER_SLICE = MAX_SLICE_MS / 10;

    /** No frame is the last one yet; the features then never reach it. */
    private static final long NOT_FINISHED = -1;

    private final OssicleWordsModel model;
    private final OssicleWordsSettings settings;
    private final ChunkSchedule schedule;
    private final PlanState network;
    private final FloatBuffer features;
    private final OnlineFbank fbank;
    private final WordSearch search;
    private final int outputFrames;
    private final float[] silence;

    /** Runs of the network so far. */
    private long runs;

    /** The frames that the padded stream has in all, once it has ended. */
    private long lastFrame = NOT_FINISHED;

    OssicleWordsPipeline(OssicleWordsModel model, SearchSettings wanted) {
        this.model = model;
        this.settings = model.settings();
        this.outputFrames = settings.chunkFrames() / settings.subsampling();
        int chunk = settings.chunkFrames();
        this.schedule = new ChunkSchedule(chunk, chunk);
        this.fbank = new OnlineFbank(settings.fbank(), chunk + 2 * FRAMES_PER_SLICE);
        this.silence = new float[fbank.config().hopSamples()];
        this.network = model.newState();
        this.features = network.input(0).asFloatBuffer();
        this.search =
                new WordSearch(
                        new Scores(network.output(0).asFloatBuffer(), settings.words().size()),
                        settings.search(wanted.blankPenalty()));
    }

    /** The rows of the network's output. */
    private static final class Scores implements CtcScorer {
        private final FloatBuffer rows;
        private final float[] row;

        Scores(FloatBuffer rows, int classes) {
            this.rows = rows;
            this.row = new float[classes];
        }

        @Override
        public int vocabularySize() {
            return row.length;
        }

        @Override
        public float[] logits(int frame) {
            rows.get(frame * row.length, row);
            return row;
        }
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
        network.run();
        runs++;
        fbank.discardBefore(schedule.firstFrame(runs));
        return search.advance(outputFrames) ? StepResult.CHANGED : StepResult.QUIET;
    }

    @Override
    public void finish() {
        int hop = fbank.config().hopSamples();
        long frames = (fbank.samplesTaken() + hop / 2) / hop;
        lastFrame = frames + schedule.paddingFrames(frames, settings.tailFrames());
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
        network.reset();
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
        PlanStates.save(model.plan(), network, writer);
        search.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("pipeline");
        runs = reader.getPosition();
        lastFrame = reader.getLong(NOT_FINISHED, SnapshotReader.LARGEST_POSITION);
        fbank.restore(reader);
        PlanStates.restore(model.plan(), network, reader);
        search.restore(reader);
        requireInStep(reader);
    }

    private void requireInStep(SnapshotReader reader) {
        long first = schedule.firstFrame(runs);
        reader.require(fbank.firstFrame() == first, "frames from " + first, fbank.firstFrame());
        long frames = runs * outputFrames;
        reader.require(search.framesSeen() == frames, frames + " frames", search.framesSeen());
        long most =
                fbank.framesReady()
                        + settings.tailFrames()
                        + 2 * schedule.chunkFrames()
                        + FRAMES_PER_SLICE;
        reader.require(lastFrame <= most, "an end at " + most + " at most", lastFrame);
    }

    @Override
    public void close() {
        network.close();
    }
}
