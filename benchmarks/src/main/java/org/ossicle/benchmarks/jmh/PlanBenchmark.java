package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.ONNX_RUNTIME;

import org.openjdk.jmh.annotations.Param;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelPair;
import org.ossicle.benchmarks.work.ModelWork;
import org.ossicle.engine.Engine;

/** One chunk through a streaming model, states carried. */
public class PlanBenchmark extends ContenderBenchmark {
    @Param({FFM, ONNX_RUNTIME})
    public String engine;

    @Param({
        "zipformer2-en-3.3M/encoder.int8.onnx",
        "synthetic/conformer-d256-c16.onnx",
        "synthetic/conformer-d256-c16.int8.onnx",
        "synthetic/conformer-d256-c4.int8.onnx",
        "synthetic/conformer-d512-c16.int8.onnx",
        "synthetic/lstm2-d512-t16.onnx",
        "silero-vad/silero_vad.onnx",
        "fsmn-vad/fsmnvad-online.onnx"
    })
    public String model;

    /** How many threads either engine may use for one chunk. */
    @Param("1")
    public int threads;

    @Override
    Contender open(ModelFolder models) {
        Engine ours = kept(Engines.oursOr(engine, FFM));
        ModelWork work = ModelWork.streaming(model);
        return kept(ModelPair.open(ours, work, models, threads)).contender(engine);
    }
}
