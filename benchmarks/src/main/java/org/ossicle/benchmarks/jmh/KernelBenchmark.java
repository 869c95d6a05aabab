package org.ossicle.benchmarks.jmh;

import static org.ossicle.benchmarks.work.Engines.FFM;
import static org.ossicle.benchmarks.work.Engines.ONEDNN;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ProductWork;
import org.ossicle.engine.Engine;

/**
 * One matrix product with a constant weight of 512 x 512, by our kernels and by oneDNN's, through
 * the same plan: the table that decides which of them runs a plan's products. Each run of a plan
 * makes many products, so that its call does not count.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
    @Param({FFM, ONEDNN})
    public String engine;

    @Param({"f32", "u8s8"})
    public String type;

    @Param({"1", "4", "8", "16", "64", "256", "1024"})
    public int rows;

    /** Whether the weight stays in cache or comes from memory. */
    @Param({"cached", "rotating"})
    public String weights;

    private Engine opened;
    private Contender products;

    @Setup
    public void setUp() {
        opened = Engines.open(engine);
        boolean bytes = type.equals("u8s8");
        products = new ProductWork(rows, bytes, weights.equals("rotating")).open(opened);
    }

    @TearDown
    public void tearDown() {
        products.close();
        opened.close();
    }

    @Benchmark
    @OperationsPerInvocation(ProductWork.PRODUCTS)
    public void product() {
        products.run();
    }
}
