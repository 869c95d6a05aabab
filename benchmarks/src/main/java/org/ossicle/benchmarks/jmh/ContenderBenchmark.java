package org.ossicle.benchmarks.jmh;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.ModelFolder;

/**
 * What all benchmarks share: a contender that is run over and over on one thread. Engines, ours and
 * peers, are values of one parameter; whoever opens an engine compares its output with a peer's
 * first and throws if they disagree, so that wrong work is never timed.
 *
 * <p>Single calls are sampled, because a caller feels the slow chunk and not the mean one. The
 * system property {@value #MODELS} names the folder of models.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class ContenderBenchmark {
    static final String MODELS = "ossicle.models";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private Contender contender;

    /** Opens what is to be run. */
    abstract Contender open(ModelFolder models);

    /** Has something closed after the benchmark, the latest first. */
    final <T extends AutoCloseable> T kept(T resource) {
        open.push(resource);
        return resource;
    }

    @Setup
    public final void setUp() {
        Path folder = Path.of(System.getProperty(MODELS, "../shared/models"));
        contender = open(new ModelFolder(folder));
    }

    @TearDown
    public final void tearDown() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Benchmark
    public void run() {
        contender.run();
    }
}
