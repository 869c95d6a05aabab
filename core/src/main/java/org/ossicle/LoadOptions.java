package org.ossicle;

import java.nio.file.Path;
import java.util.Objects;
import org.ossicle.model.LoadSettings;

/** How to load a model. Immutable: each {@code with} method gives a changed copy. */
public final class LoadOptions {
    private static final LoadOptions DEFAULTS = new LoadOptions(true, true, null);

    private final boolean mapFiles;
    private final boolean cachePlans;
    private final Path cacheFolder;

    private LoadOptions(boolean mapFiles, boolean cachePlans, Path cacheFolder) {
        this.mapFiles = mapFiles;
        this.cachePlans = cachePlans;
        this.cacheFolder = cacheFolder;
    }

    /** Weight files are mapped, compiled plans are cached in the user's folder for caches. */
    public static LoadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Whether weight files may be mapped into memory. Processes share the pages of a mapped file,
     * but the file must be replaced by renaming only: if it is truncated while mapped, the process
     * dies. Files that are not mapped are copied.
     */
    public LoadOptions withMappedFiles(boolean mapped) {
        return new LoadOptions(mapped, cachePlans, cacheFolder);
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
        return new LoadOptions(mapFiles, true, Objects.requireNonNull(folder));
    }

    /** Neither reads nor keeps compiled plans. */
    public LoadOptions withoutPlanCache() {
        return new LoadOptions(mapFiles, false, null);
    }

    /** Whether compiled plans are cached. */
    public boolean cachesPlans() {
        return cachePlans;
    }

    LoadSettings settings() {
        if (!cachePlans) {
            return new LoadSettings(mapFiles);
        }
        return cacheFolder == null
                ? LoadSettings.withUsualCache(mapFiles)
                : LoadSettings.withCacheIn(cacheFolder, mapFiles);
    }
}
