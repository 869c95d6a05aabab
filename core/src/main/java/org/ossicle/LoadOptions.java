package org.ossicle;

import java.nio.file.Path;
import java.util.Objects;
import org.ossicle.model.LoadSettings;

/** How to load a model. Immutable: each {@code with} method gives a changed copy. */
public final class LoadOptions {
    private static final LoadOptions DEFAULTS = new LoadOptions(true, true, null, 1);

    private final boolean mapFiles;
    private final boolean cachePlans;
    private final Path cacheFolder;
    private final int threads;

    private LoadOptions(boolean mapFiles, boolean cachePlans, Path cacheFolder, int threads) {
        this.mapFiles = mapFiles;
        this.cachePlans = cachePlans;
        this.cacheFolder = cacheFolder;
        this.threads = threads;
    }

    /**
     * Weight files are mapped, compiled plans are cached in the user's folder for caches, and a
     * stream runs on the thread that feeds it.
     */
    public static LoadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Whether weight files may be mapped into memory. Processes share the pages of a mapped file,
     * but the file must be replaced by renaming only: if it is truncated while mapped, the process
     * dies. Files that are not mapped are copied.
     */
    public LoadOptions withMappedFiles(boolean mapped) {
        return new LoadOptions(mapped, cachePlans, cacheFolder, threads);
    }

    /** Whether weight files may be mapped into memory. */
    public boolean mapsFiles() {
        return mapFiles;
    }

    /**
     * Keeps compiled plans in that folder, such as one beside the models, so that a model loads
     * faster from the second time on. The folder is made for its owner only, takes at most 256 MB
     * and may be used by any number of processes at once. What is in it is found by the content of
     * the model files and checked in full before use; weights stay in the model files.
     *
     * <p>Without this the folder is {@code ossicle/plans} below {@code XDG_CACHE_HOME} or {@code
     * ~/.cache}; the system property {@code ossicle.cache} names another one, or {@code off}.
     */
    public LoadOptions withPlanCache(Path folder) {
        return new LoadOptions(mapFiles, true, Objects.requireNonNull(folder), threads);
    }

    /** Neither reads nor keeps compiled plans. */
    public LoadOptions withoutPlanCache() {
        return new LoadOptions(mapFiles, false, null, threads);
    }

    /** Whether compiled plans are cached. */
    public boolean cachesPlans() {
        return cachePlans;
    }

    /**
     * How many threads may work at one chunk of one stream: the one that feeds it, and helpers that
     * all models of the process share and that sleep when there is nothing to do. It makes a large
     * model answer sooner. Each stream keeps timing a few of its runs and goes without help where
     * help does not make it faster, so a small model stays on one thread. Results are the same to
     * the bit. For several streams at once {@link StreamBatch} uses the same cores better.
     *
     * @param wanted 1 or more; more than the process has cores has no effect
     * @throws IllegalArgumentException if it is below that
     */
    public LoadOptions withThreads(int wanted) {
        if (wanted < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, are " + wanted);
        }
        return new LoadOptions(mapFiles, cachePlans, cacheFolder, wanted);
    }

    /** How many threads may work at one chunk of one stream. */
    public int threads() {
        return threads;
    }

    LoadSettings settings() {
        return cacheSettings().withThreads(threads);
    }

    private LoadSettings cacheSettings() {
        if (!cachePlans) {
            return new LoadSettings(mapFiles);
        }
        return cacheFolder == null
                ? LoadSettings.withUsualCache(mapFiles)
                : LoadSettings.withCacheIn(cacheFolder, mapFiles);
    }
}
