package org.ossicle.benchmarks.jmh;

import org.openjdk.jmh.annotations.Param;
import org.ossicle.benchmarks.work.BatchContender;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelLoad;

/** A chunk of 320 ms for each of several streams of a zipformer2 that run side by side. */
public class BatchBenchmark extends ContenderBenchmark {
    @Param("4")
    public int streams;

    /** How many streams run at the same time. */
    @Param({"1", "2"})
    public int threads;

    @Override
    Contender open(ModelFolder models) {
        return kept(
                new BatchContender(
                        models.find(ModelLoad.MODEL), models.sentence(), streams, threads));
    }
}
