package org.ossicle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.ossicle.decode.CtcGreedy;
import org.ossicle.decode.CtcScorer;
import org.ossicle.decode.SymbolEncoding;
import org.ossicle.decode.TokenSearch;
import org.ossicle.decode.TokenTable;
import org.ossicle.error.EngineException;
import org.ossicle.model.EngineReport;
import org.ossicle.model.LoadSettings;
import org.ossicle.model.ModelFacts;
import org.ossicle.model.RecognizerModel;
import org.ossicle.model.RecognizerPipeline;
import org.ossicle.model.SearchSettings;
import org.ossicle.model.StepResult;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * A recognizer that reads the token straight from the level of the sound: 0.1 s per frame, level
 * token / 16. It needs 0.05 s beyond each frame. A level of -1 makes it fail.
 */
final class ToneModel implements RecognizerModel {
    static final int RATE_HZ = 16_000;
    static final int FRAME_MS = 100;
    static final int FRAME_SAMPLES = 1600;
    static final int LOOK_AHEAD_SAMPLES = 800;

    /** Models that are not closed, over all tests of a class. */
    static final AtomicInteger OPEN_MODELS = new AtomicInteger();

    static final AtomicInteger OPEN_PIPELINES = new AtomicInteger();

    /** How many pipelines may be open before another one cannot be made. */
    static volatile int mostPipelines = Integer.MAX_VALUE;

    private static final List<String> PIECES =
            List.of("<blk>", "\u2581YES", "\u2581NO", "T", "<0xE4>", "<0xBD>", "<0xA0>", "<unk>");

    private final Path file;
    private final LoadSettings settings;
    private final TokenTable tokens;

    ToneModel(Path file, LoadSettings settings) {
        this.file = file;
        this.settings = settings;
        StringBuilder lines = new StringBuilder();
        for (int id = 0; id < PIECES.size(); id++) {
            lines.append(PIECES.get(id)).append(' ').append(id).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(UTF_8));
        this.tokens = TokenTable.read(bytes, "tokens", SymbolEncoding.PLAIN);
        OPEN_MODELS.incrementAndGet();
    }

    /** Sound in which these tokens are heard, one frame each. */
    static float[] sound(int... ids) {
        float[] samples = new float[ids.length * FRAME_SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ids[i / FRAME_SAMPLES] / 16f;
        }
        return samples;
    }

    @Override
    public ModelFacts facts() {
        return new ModelFacts(
                "tone", List.of(file), RATE_HZ, FRAME_MS, FRAME_MS, FRAME_MS / 2, 64, 32);
    }

    @Override
    public EngineReport engine() {
        return new EngineReport(
                "abacus", "the only one", Map.of("mapped", String.valueOf(settings.mapWeights())));
    }

    @Override
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public RecognizerPipeline newPipeline(SearchSettings search) {
        if (OPEN_PIPELINES.get() >= mostPipelines) {
            throw new EngineException("tone", "room for a pipeline", "none", "close others");
        }
        OPEN_PIPELINES.incrementAndGet();
        return new TonePipeline(tokens.size());
    }

    @Override
    public void close() {
        OPEN_MODELS.decrementAndGet();
    }

    private static final class TonePipeline implements RecognizerPipeline, CtcScorer {
        private final float[] samples = new float[FRAME_SAMPLES * 4];
        private final float[] logits;
        private final CtcGreedy search;
        private int held;
        private boolean finished;

        TonePipeline(int vocabularySize) {
            logits = new float[vocabularySize];
            search = new CtcGreedy(this, 0);
        }

        @Override
        public void accept(float[] pcm, int offset, int length) {
            if (length > RATE_HZ * MAX_SLICE_MS / 1000) {
                throw new IllegalArgumentException("slice of " + length);
            }
            System.arraycopy(pcm, offset, samples, held, length);
            held += length;
        }

        @Override
        public StepResult step() {
            int needed = finished ? FRAME_SAMPLES / 2 : FRAME_SAMPLES + LOOK_AHEAD_SAMPLES;
            if (held < needed) {
                return StepResult.WAITING;
            }
            boolean changed = search.advance(1);
            int rest = Math.max(0, held - FRAME_SAMPLES);
            System.arraycopy(samples, held - rest, samples, 0, rest);
            held = rest;
            return changed ? StepResult.CHANGED : StepResult.QUIET;
        }

        @Override
        public int vocabularySize() {
            return logits.length;
        }

        @Override
        public float[] logits(int frame) {
            java.util.Arrays.fill(logits, 0f);
            float level = samples[FRAME_SAMPLES / 4];
            if (level < -0.9f) {
                logits[0] = Float.NaN;
            } else {
                logits[Math.min(Math.max(0, Math.round(level * 16)), logits.length - 1)] = 4f;
            }
            return logits;
        }

        @Override
        public void finish() {
            finished = true;
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
            search.restart();
            held = 0;
            finished = false;
        }

        @Override
        public void save(SnapshotWriter writer) {
            writer.putInt(held);
            writer.putFloats(samples, 0, held);
            writer.putBoolean(finished);
            search.save(writer);
        }

        @Override
        public void restore(SnapshotReader reader) {
            held = reader.getInt(0, samples.length);
            reader.getFloats(samples, 0, held);
            finished = reader.getBoolean();
            search.restore(reader);
        }

        @Override
        public void close() {
            OPEN_PIPELINES.decrementAndGet();
        }
    }
}
