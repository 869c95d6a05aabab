package org.ossicle.benchmarks.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ossicle.LoadOptions;

/** A folder for cached plans that is empty at first and gone when closed. */
public final class PlanFolder implements AutoCloseable {
    private final Path path;

    public PlanFolder() {
        try {
            path = Files.createTempDirectory("ossicle-plans");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** Options that keep plans here. */
    public LoadOptions options() {
        return LoadOptions.defaults().withPlanCache(path);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
