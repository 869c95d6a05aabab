package org.ossicle.model;

import java.nio.file.Path;
import java.util.Objects;
import org.ossicle.cache.PlanCache;
import org.ossicle.engine.CompileOptions;

/**
 * How to load a model.
 *
 * @param mapWeights whether weight files may be mapped into memory; copied ones survive a file that
 *     is truncated while in use
 * @param cache where compiled plans are kept and looked for
 * @param threads how many threads may work at one run of a plan
 */
public record LoadSettings(boolean mapWeights, PlanCache cache, int threads) {
    public LoadSettings {
        Objects.requireNonNull(cache);
    }

    /** Without a cache, one thread per run. */
    public LoadSettings(boolean mapWeights) {
        this(mapWeights, PlanCache.NONE, 1);
    }

    /** With the cache that the user's surroundings name. */
    public static LoadSettings withUsualCache(boolean mapWeights) {
        return new LoadSettings(mapWeights, PlanCache.usual(), 1);
    }

    /** With a cache in that folder. */
    public static LoadSettings withCacheIn(Path folder, boolean mapWeights) {
        return new LoadSettings(mapWeights, PlanCache.in(folder), 1);
    }

    /** With that many threads per run. */
    public LoadSettings withThreads(int wanted) {
        return new LoadSettings(mapWeights, cache, wanted);
    }

    CompileOptions compileOptions() {
        return new CompileOptions(mapWeights, threads);
    }
}
