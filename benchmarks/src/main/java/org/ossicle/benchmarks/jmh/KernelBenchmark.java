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
 * One matrix product with a constant weight, by our kernels and by oneDNN's, through the same plan.
 * Each run of a plan makes many products, so that its call does not count. The command {@code
 * products} takes both in turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
    private static final int PRODUCTS = 256;
    private static final long ROTATING = 64 << 20;

    @Param({FFM, ONEDNN})
    public String engine;

    @Param({"f32", "u8s8"})
    public String type;

    @Param({"1", "4", "8", "16", "64", "256", "1024"})
    public int rows;

    /** Whether the weight stays in cache or comes from memory. */
    @Param({"cached", "rotating"})
    public String weights;

    @Param("512x512")
    public String shape;

    private Engine opened;
    private Contender products;

    @Setup
    public void setUp() {
        opened = Engines.open(engine);
        String[] sizes = shape.split("x");
        ProductWork work =
                new ProductWork(
                        rows,
                        Integer.parseInt(sizes[0]),
                        Integer.parseInt(sizes[1]),
                        type.equals("u8s8"));
        boolean rotating = weights.equals("rotating");
        products = work.open(opened, rotating ? work.weights(ROTATING) : work.weight(), PRODUCTS);
    }

    @TearDown
    public void tearDown() {
        products.close();
        opened.close();
    }

    @Benchmark
    @OperationsPerInvocation(PRODUCTS)
    public void product() {
        products.run();
    }
}
