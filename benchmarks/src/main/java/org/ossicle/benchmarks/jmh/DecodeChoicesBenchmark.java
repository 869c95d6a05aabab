package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;

import org.openjdk.jmh.annotations.Param;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.PredictionWork;
import org.ossicle.benchmarks.work.ProjectingWork;
import org.ossicle.engine.Engine;

/** Two ways of ours each to do one part of a transducer's search: what core's ADR 0011 chose by. */
public class DecodeChoicesBenchmark extends ContenderBenchmark {
    @Param({"whole-joiner", "split-joiner", "prediction-plan", "prediction-tables"})
    public String work;

    @Override
    Contender open(ModelFolder models) {
        Engine engine = kept(Engines.open(FFM));
        switch (work) {
            case "whole-joiner":
                return kept(new ProjectingWork(engine)).whole();
            case "split-joiner":
                return kept(new ProjectingWork(engine)).split();
            case "prediction-plan":
                return kept(new PredictionWork(engine, models)).plan();
            default:
                return kept(new PredictionWork(engine, models)).tables();
        }
    }
}
