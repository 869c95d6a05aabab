package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.ONNX_RUNTIME;

import org.openjdk.jmh.annotations.Param;
import org.ossicle.LoadOptions;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelLoad;
import org.ossicle.benchmarks.work.ModelPair;
import org.ossicle.benchmarks.work.ModelWork;
import org.ossicle.benchmarks.work.PlanFolder;

/** Loading a transducer of three models and letting go of it, in a process that did so before. */
public class LoadBenchmark extends ContenderBenchmark {
    @Param({FFM, ONNX_RUNTIME})
    public String engine;

    /** Whether ours finds what it compiled before. */
    @Param({"false", "true"})
    public boolean cached;

    @Override
    Contender open(ModelFolder models) {
        kept(ModelPair.open(kept(Engines.oursOr(engine, FFM)), ModelWork.ZIPFORMER2, models));
        LoadOptions options =
                cached
                        ? kept(new PlanFolder()).options()
                        : LoadOptions.defaults().withoutPlanCache();
        return ModelLoad.of(engine, models.find(ModelLoad.MODEL), options);
    }
}
