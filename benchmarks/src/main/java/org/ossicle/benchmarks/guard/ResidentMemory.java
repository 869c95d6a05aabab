package org.ossicle.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ModelWork;
import org.ossicle.benchmarks.work.OnnxRuntimeAlone;
import org.ossicle.benchmarks.work.PlanContender;

/**
 * By how much a process grows when it loads a model and runs one chunk: resident memory after a
 * collection less that before, pages of mapped files included.
 */
final class ResidentMemory {
    private static final int COLLECTIONS = 3;
    private static final long PAUSE_MS = 100;

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

    /** Loads the conformer of the second argument by the engine of the first; prints KiB. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long before = residentKib();
        Path file = Path.of(arguments[1]);
        Contender contender =
                Engines.isOurs(arguments[0])
                        ? new PlanContender(
                                Engines.open(arguments[0]), ModelWork.CONFORMER_D256_C16.bind(file))
                        : new OnnxRuntimeAlone(file);
        contender.run();
        long after = residentKib();
        contender.close();
        System.out.println(after - before);
    }

    private static long residentKib() throws IOException, InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(PAUSE_MS);
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("/proc/self/status has no VmRSS");
    }
}
