package org.ossicle.benchmarks.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process that is in use, after a collection. */
public final class ResidentSet {
    private static final int COLLECTIONS = 3;
    private static final long PAUSE_MS = 100;

    private ResidentSet() {}

    /** Pages of mapped files count. */
    public static long kib() {
        try {
            for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
                Thread.sleep(PAUSE_MS);
            }
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("/proc/self/status has no VmRSS");
    }
}
