package org.ossicle.benchmarks.guard;

import java.nio.file.Path;
import java.util.List;
import org.ossicle.benchmarks.work.ChunkGrowth;
import org.ossicle.benchmarks.work.Engines;

/** {@link ChunkGrowth} in processes of their own. */
final class ResidentMemory {
    private ResidentMemory() {}

    static Measured measure(Path model) {
        double[] kib =
                Fork.medians(
                        ResidentMemory.class,
                        List.of("-Xmx64m"),
                        model,
                        Engines.FFM,
                        Engines.ONNX_RUNTIME);
        return Measured.memory(kib[0], kib[1]);
    }

    /** Takes an engine and the model's file; prints KiB. */
    public static void main(String[] arguments) {
        System.out.println(ChunkGrowth.kib(arguments[0], Path.of(arguments[1])));
    }
}
