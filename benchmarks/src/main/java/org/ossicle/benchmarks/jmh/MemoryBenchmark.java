package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.JNA;
import static org.ossicle.benchmarks.work.Engines.ONNX_RUNTIME;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ossicle.benchmarks.work.ChunkGrowth;
import org.ossicle.benchmarks.work.ModelFolder;

/**
 * Resident memory that a conformer takes: the counter {@code kib} is the result, the time that of
 * loading, one chunk and the collections around them. Each fork measures once, from its start.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx64m"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class MemoryBenchmark {
    @Param({FFM, JNA, ONNX_RUNTIME})
    public String engine;

    /** What JMH prints beside the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Growth {
        public long kib;
    }

    @Benchmark
    public void loadAndRun(Growth growth) {
        Path folder = Path.of(System.getProperty(ContenderBenchmark.MODELS, "../shared/models"));
        Path model = new ModelFolder(folder).find(ChunkGrowth.MODEL.file());
        growth.kib = ChunkGrowth.kib(engine, model);
    }
}
