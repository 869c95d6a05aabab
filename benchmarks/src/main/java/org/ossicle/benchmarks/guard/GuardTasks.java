package org.ossicle.benchmarks.guard;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.ONNX_RUNTIME;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.LoadOptions;
import org.ossicle.benchmarks.work.BeamWork;
import org.ossicle.benchmarks.work.ChunkFeatures;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelLoad;
import org.ossicle.benchmarks.work.ModelPair;
import org.ossicle.benchmarks.work.ModelWork;
import org.ossicle.benchmarks.work.PipelineContender;
import org.ossicle.benchmarks.work.PlanFolder;
import org.ossicle.benchmarks.work.TransducerWork;
import org.ossicle.engine.Engine;

/** The rows of the guard's table. */
final class GuardTasks {
    private static final String NOBODY = "";
    private static final String NO_COLLECTOR = "no collector";

    /** Of a chunk of 16 frames of 40 ms. */
    private static final int CHUNK_AUDIO_MS = 640;

    private final Engine engine;
    private final List<GuardTask> tasks = new ArrayList<>();

    private GuardTasks(Engine engine) {
        this.engine = engine;
    }

    /**
     * All rows, in order.
     *
     * @param engine ours; stays the caller's
     */
    static List<GuardTask> all(Engine engine) {
        GuardTasks all = new GuardTasks(engine);
        for (ModelWork model : ModelWork.streaming()) {
            all.add(
                    model.name(),
                    model.audioMs(),
                    (models, duel) -> all.model(model, models, duel));
        }
        all.add(
                "zipformer2-en-3.3M int8 encoder, beside a collector",
                NO_COLLECTOR,
                ModelWork.ZIPFORMER2.audioMs(),
                BesideACollector::measure);
        all.add("rnnt decoder + int8 joiner, one step", 0, all::transducerStep);
        all.add("rnnt greedy, 16 frames with 4 tokens", CHUNK_AUDIO_MS, all::transducerChunk);
        all.add("zipformer2 joiner, a frame against 4 contexts", 0, all::beamFrame);
        all.add("load zipformer2-en-3.3M, first time", 0, all::firstLoad);
        all.add("load zipformer2-en-3.3M, cached", 0, all::cachedLoad);
        all.add("load zipformer2-en-3.3M, first time, new JVM", 0, all::firstLoadInNewJvm);
        all.add("load zipformer2-en-3.3M, cached, new JVM", 0, all::cachedLoadInNewJvm);
        all.add("resident memory, conformer-d256-c16 float", 0, all::memory);
        all.add("features, 320 ms", NOBODY, ModelWork.ZIPFORMER2.audioMs(), all::features);
        all.add(
                "zipformer2 chain, 320 ms (peer: encoder alone)",
                ModelWork.ZIPFORMER2.audioMs(),
                all::chain);
        return all.tasks;
    }

    private void add(String work, int audioMs, GuardTask.Measurement measurement) {
        add(work, ONNX_RUNTIME, audioMs, measurement);
    }

    private void add(String work, String peer, int audioMs, GuardTask.Measurement measurement) {
        tasks.add(new GuardTask(work, peer, audioMs, measurement));
    }

    private Measured model(ModelWork model, ModelFolder models, Duel duel) {
        try (ModelPair pair = ModelPair.open(engine, model, models)) {
            return duel.time(pair.ours(), pair.peer());
        }
    }

    private Measured transducerStep(ModelFolder models, Duel duel) {
        try (TransducerWork work = new TransducerWork(engine, models)) {
            return duel.time(work.step(FFM), work.step(ONNX_RUNTIME));
        }
    }

    private Measured transducerChunk(ModelFolder models, Duel duel) {
        try (TransducerWork work = new TransducerWork(engine, models)) {
            return duel.time(work.chunk(FFM), work.chunk(ONNX_RUNTIME));
        }
    }

    private Measured beamFrame(ModelFolder models, Duel duel) {
        try (BeamWork work = new BeamWork(engine, models)) {
            return duel.time(work.together(FFM), work.together(ONNX_RUNTIME));
        }
    }

    private Measured firstLoad(ModelFolder models, Duel duel) {
        return load(models, duel, LoadOptions.defaults().withoutPlanCache());
    }

    private Measured cachedLoad(ModelFolder models, Duel duel) {
        try (PlanFolder plans = new PlanFolder()) {
            return load(models, duel, plans.options());
        }
    }

    private Measured load(ModelFolder models, Duel duel, LoadOptions options) {
        checkZipformer2(models);
        Path folder = models.find(ModelLoad.MODEL);
        return duel.time(ModelLoad.of(FFM, folder, options), ModelLoad.of(ONNX_RUNTIME, folder));
    }

    private Measured firstLoadInNewJvm(ModelFolder models, Duel duel) {
        checkZipformer2(models);
        return LoadInNewJvm.firstTime(models.find(ModelLoad.MODEL));
    }

    private Measured cachedLoadInNewJvm(ModelFolder models, Duel duel) {
        checkZipformer2(models);
        return LoadInNewJvm.cached(models.find(ModelLoad.MODEL));
    }

    private void checkZipformer2(ModelFolder models) {
        ModelPair.open(engine, ModelWork.ZIPFORMER2, models).close();
    }

    private Measured memory(ModelFolder models, Duel duel) {
        ModelWork model = ModelWork.CONFORMER_D256_C16;
        ModelPair.open(engine, model, models).close();
        return ResidentMemory.measure(models.find(model.file()));
    }

    private Measured features(ModelFolder models, Duel duel) {
        return duel.time(ChunkFeatures.alone(models.sentence()), null);
    }

    private Measured chain(ModelFolder models, Duel duel) {
        try (ModelPair pair = ModelPair.open(engine, ModelWork.ZIPFORMER2, models);
                PipelineContender chain =
                        new PipelineContender(models.find(ModelLoad.MODEL), models.sentence())) {
            return duel.time(chain, pair.peer());
        }
    }
}
