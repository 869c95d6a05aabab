package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.ONNX_RUNTIME;

import org.openjdk.jmh.annotations.Param;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.TransducerWork;

/** A transducer's search: one step of its two small models, and a chunk of frames. */
public class DecodeBenchmark extends ContenderBenchmark {
    @Param({FFM, ONNX_RUNTIME})
    public String engine;

    @Param({"step", "greedy-16-frames-4-tokens"})
    public String work;

    @Override
    Contender open(ModelFolder models) {
        TransducerWork both = kept(new TransducerWork(kept(Engines.oursOr(engine, FFM)), models));
        return work.equals("step") ? both.step(engine) : both.chunk(engine);
    }
}
