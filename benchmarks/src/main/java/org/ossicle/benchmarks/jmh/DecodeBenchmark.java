package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.ONNX_RUNTIME;

import org.openjdk.jmh.annotations.Param;
import org.ossicle.benchmarks.work.BeamWork;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.TransducerWork;
import org.ossicle.engine.Engine;

/**
 * A transducer's search: one step of its two small models, a chunk of frames, and a frame of a beam
 * search in one run and in one run per context.
 */
public class DecodeBenchmark extends ContenderBenchmark {
    @Param({FFM, ONNX_RUNTIME})
    public String engine;

    @Param({"step", "greedy-16-frames-4-tokens", "beam-4-contexts", "beam-4-single-runs"})
    public String work;

    @Override
    Contender open(ModelFolder models) {
        Engine ours = kept(Engines.oursOr(engine, FFM));
        switch (work) {
            case "beam-4-contexts":
                return kept(new BeamWork(ours, models)).together(engine);
            case "beam-4-single-runs":
                return kept(new BeamWork(ours, models)).oneByOne(engine);
            case "step":
                return kept(new TransducerWork(ours, models)).step(engine);
            default:
                return kept(new TransducerWork(ours, models)).chunk(engine);
        }
    }
}
