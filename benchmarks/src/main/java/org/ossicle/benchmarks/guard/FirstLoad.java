package org.ossicle.benchmarks.guard;

import java.nio.file.Path;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelLoad;

/** How long it takes to load a model in a new process, the start of the JVM not included. */
final class FirstLoad {
    private FirstLoad() {}

    static Measured measure(Path folder) {
        double[] us =
                Fork.medians(
                        FirstLoad.class, "-Xmx256m", folder, Engines.FFM, Engines.ONNX_RUNTIME);
        return Measured.single(us[0], us[1]);
    }

    /** Loads the model of the second argument by the engine of the first; prints microseconds. */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        ModelLoad.of(arguments[0], Path.of(arguments[1])).run();
        System.out.println((System.nanoTime() - start) / 1e3);
    }
}
