package org.ossicle.benchmarks.work;

import java.nio.file.Path;

/** By how much a process grows when it loads a conformer and runs one chunk. */
public final class ChunkGrowth {
    public static final ModelWork MODEL = ModelWork.CONFORMER_D256_C16;

    private ChunkGrowth() {}

    /**
     * Resident memory after loading, one chunk and a collection, less that before loading, in KiB.
     *
     * @param engine {@value Engines#ONNX_RUNTIME} or one of ours
     */
    public static long kib(String engine, Path file) {
        long before = ResidentSet.kib();
        try (Contender contender =
                Engines.isOurs(engine)
                        ? new PlanContender(Engines.open(engine), MODEL.bind(file))
                        : new OnnxRuntimeAlone(file)) {
            contender.run();
            return ResidentSet.kib() - before;
        }
    }
}
