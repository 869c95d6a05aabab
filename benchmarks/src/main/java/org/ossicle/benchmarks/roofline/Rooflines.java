package org.ossicle.benchmarks.roofline;

import static org.ossicle.benchmarks.work.ModelWork.CONFORMER_D256_C16;
import static org.ossicle.benchmarks.work.ModelWork.RNNT_DECODER;
import static org.ossicle.benchmarks.work.ModelWork.ZIPFORMER2;
import static org.ossicle.benchmarks.work.ModelWork.ZIPFORMER2_JOINER;
import static org.ossicle.benchmarks.work.ModelWork.beamJoiner;
import static org.ossicle.benchmarks.work.ModelWork.rankingJoiner;
import static org.ossicle.benchmarks.work.TransducerWork.CHUNK_TOKENS;
import static org.ossicle.benchmarks.work.TransducerWork.FRAMES_AT_ONCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ossicle.benchmarks.work.BeamWork;
import org.ossicle.benchmarks.work.ChunkFeatures;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelLoad;
import org.ossicle.benchmarks.work.ModelWork;
import org.ossicle.features.FbankConfig;

/** The rooflines of the guard's rows by the names that these have there. */
public final class Rooflines {
    /** Of a chunk of 320 ms. */
    private static final int ZIPFORMER2_OUTPUT_FRAMES = 8;

    private Rooflines() {}

    /** What there is to say of a row. */
    interface Row {
        /**
         * @throws org.ossicle.benchmarks.work.MissingModelException if a model is not there
         */
        String line(ModelFolder models, Machine machine);
    }

    /** The rows' names in their order. */
    public static Iterable<String> names() {
        return all().keySet();
    }

    static Map<String, Row> all() {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (ModelWork work : ModelWork.streaming()) {
            rows.put(work.name(), times(models -> model(models, work)));
        }
        rows.put(
                "zipformer2-en-3.3M int8 encoder, beside a collector",
                times(models -> model(models, ZIPFORMER2)));
        rows.put("rnnt decoder + int8 joiner, one step", times(Rooflines::step));
        rows.put("rnnt greedy, 16 frames with 4 tokens", times(Rooflines::greedyChunk));
        rows.put(
                "zipformer2 joiner, a frame against 4 contexts",
                times(models -> model(models, beamJoiner(BeamWork.CONTEXTS))));
        rows.put("load zipformer2-en-3.3M, first time", Rooflines::load);
        rows.put("load zipformer2-en-3.3M, cached", Rooflines::load);
        String starting =
                "none: most of it is Java that is still interpreted, which no peak bounds";
        rows.put("load zipformer2-en-3.3M, first time, new JVM", (models, machine) -> starting);
        rows.put("load zipformer2-en-3.3M, cached, new JVM", (models, machine) -> starting);
        rows.put("resident memory, conformer-d256-c16 float", Rooflines::memory);
        rows.put("features, 320 ms", times(models -> new Roofline().and(features(), 1)));
        rows.put("zipformer2 chain, 320 ms (peer: encoder alone)", times(Rooflines::chain));
        return rows;
    }

    private interface Work {
        Roofline of(ModelFolder models);
    }

    private static Row times(Work work) {
        return (models, machine) -> machine.line(work.of(models));
    }

    private static Roofline model(ModelFolder models, ModelWork work) {
        return new Roofline().and(demand(models, work), 1);
    }

    private static Demand demand(ModelFolder models, ModelWork work) {
        return Demand.of(work.bind(models.find(work.file())).plan());
    }

    private static Roofline step(ModelFolder models) {
        return new Roofline()
                .and(demand(models, RNNT_DECODER), 1)
                .and(demand(models, rankingJoiner(1)), 1);
    }

    /** Each token ends the frames scored at once, so there are as many runs of both. */
    private static Roofline greedyChunk(ModelFolder models) {
        return new Roofline()
                .and(demand(models, RNNT_DECODER), CHUNK_TOKENS)
                .and(demand(models, rankingJoiner(FRAMES_AT_ONCE)), CHUNK_TOKENS);
    }

    private static Demand features() {
        return FeatureDemand.of(FbankConfig.kaldiPovey(), ChunkFeatures.SHIFT_FRAMES);
    }

    /** Of the search what a chunk without tokens takes. */
    private static Roofline chain(ModelFolder models) {
        ModelWork joiner = rankingJoiner(ZIPFORMER2_JOINER, FRAMES_AT_ONCE);
        return new Roofline()
                .and(features(), 1)
                .and(demand(models, ZIPFORMER2), 1)
                .and(demand(models, joiner), ZIPFORMER2_OUTPUT_FRAMES / FRAMES_AT_ONCE);
    }

    /** Every byte of the model has to be read once. */
    private static String load(ModelFolder models, Machine machine) {
        try (Stream<Path> files = Files.list(models.find(ModelLoad.MODEL))) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return machine.line(new Roofline().and(new Demand(0, 0, bytes, 0), 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String memory(ModelFolder models, Machine machine) {
        Demand demand = demand(models, CONFORMER_D256_C16);
        long bytes = demand.weightBytes() + demand.stateBytes() / 2;
        return "no time; weights and states take " + bytes / 1024 + " KiB";
    }
}
