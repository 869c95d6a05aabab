package org.ossicle.model;

import java.nio.FloatBuffer;
import org.ossicle.decode.CtcScorer;
import org.ossicle.decode.TokenSearch;
import org.ossicle.decode.WordSearch;
import org.ossicle.engine.PlanState;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;
import org.ossicle.stream.ChunkSchedule;

/** One stream of a recognizer of whole words: log-mels, the network, the search. */
final class OssicleWordsPipeline implements RecognizerPipeline {
    private final OssicleWordsModel model;
    private final FeatureChunks chunks;
    private final PlanState network;
    private final FloatBuffer features;
    private final WordSearch search;
    private final int outputFrames;

    OssicleWordsPipeline(OssicleWordsModel model, SearchSettings wanted) {
        this.model = model;
        OssicleWordsSettings settings = model.settings();
        int chunk = settings.chunkFrames();
        this.outputFrames = chunk / settings.subsampling();
        this.chunks =
                new FeatureChunks(
                        settings.fbank(), new ChunkSchedule(chunk, chunk), settings.tailFrames());
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
        chunks.accept(samples, offset, length);
    }

    @Override
    public StepResult step() {
        if (!chunks.isReady()) {
            return StepResult.WAITING;
        }
        chunks.copyTo(features);
        network.run();
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
        network.reset();
        search.restart();
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("pipeline");
        chunks.save(writer);
        PlanStates.save(model.plan(), network, writer);
        search.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("pipeline");
        chunks.restore(reader);
        PlanStates.restore(model.plan(), network, reader);
        search.restore(reader);
        long frames = chunks.taken() * outputFrames;
        reader.require(search.framesSeen() == frames, frames + " frames", search.framesSeen());
    }

    @Override
    public void close() {
        network.close();
    }
}
