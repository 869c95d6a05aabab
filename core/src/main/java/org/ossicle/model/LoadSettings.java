package org.ossicle.model;

import java.nio.file.Path;
import java.util.Objects;
import org.ossicle.cache.PlanCache;

/**
 * How to load a model.
 *
 * @param mapWeights whether weight files may be mapped into memory; copied ones survive a file that
 *     is truncated while in use
 * @param cache where compiled plans are kept and looked for
 */
public record LoadSettings(boolean mapWeights, PlanCache cache) {
    public LoadSettings {
        Objects.requireNonNull(cache);
    }

    /** Without a cache. */
    public LoadSettings(boolean mapWeights) {
        this(mapWeights, PlanCache.NONE);
    }

    /** With the cache that the user's surroundings name. */
    public static LoadSettings withUsualCache(boolean mapWeights) {
        return new LoadSettings(mapWeights, PlanCache.usual());
    }

    /** With a cache in that folder. */
    public static LoadSettings withCacheIn(Path folder, boolean mapWeights) {
        return new LoadSettings(mapWeights, PlanCache.in(folder));
    }
}
