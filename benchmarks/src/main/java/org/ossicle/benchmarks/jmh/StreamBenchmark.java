package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.ONNX_RUNTIME;

import org.openjdk.jmh.annotations.Param;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelLoad;
import org.ossicle.benchmarks.work.OnnxRuntimeChain;
import org.ossicle.benchmarks.work.PipelineContender;

/** The whole chain for 320 ms of sound: features, encoder and greedy search of a zipformer2. */
public class StreamBenchmark extends ContenderBenchmark {
    @Param({FFM, ONNX_RUNTIME})
    public String engine;

    @Override
    Contender open(ModelFolder models) {
        OnnxRuntimeChain peer =
                kept(new OnnxRuntimeChain(kept(Engines.oursOr(engine, FFM)), models));
        return Engines.isOurs(engine)
                ? kept(new PipelineContender(models.find(ModelLoad.MODEL), models.sentence()))
                : peer;
    }
}
