package org.ossicle.benchmarks.guard;

import java.nio.file.Path;
import java.util.List;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelLoad;
import org.ossicle.benchmarks.work.PlanFolder;

/**
 * How long it takes to load a model in a new process, from the first line of {@code main}: both
 * sides load their classes and native libraries too.
 */
final class LoadInNewJvm {
    private LoadInNewJvm() {}

    /** The first time on this machine: ours finds nothing in its cache. */
    static Measured firstTime(Path folder) {
        return measure(folder, "off");
    }

    /** Every further time: ours finds what another process compiled. */
    static Measured cached(Path folder) {
        try (PlanFolder plans = new PlanFolder()) {
            ModelLoad.of(Engines.FFM, folder, plans.options()).run();
            return measure(folder, plans.path().toString());
        }
    }

    private static Measured measure(Path folder, String cache) {
        double[] us =
                Fork.medians(
                        LoadInNewJvm.class,
                        List.of("-Xmx256m", "-Dossicle.cache=" + cache),
                        folder,
                        Engines.FFM,
                        Engines.ONNX_RUNTIME);
        return Measured.single(us[0], us[1]);
    }

    /** Loads the model of the second argument by the engine of the first; prints microseconds. */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        ModelLoad.of(arguments[0], Path.of(arguments[1])).run();
        System.out.println((System.nanoTime() - start) / 1e3);
    }
}
