package org.ossicle;

import org.ossicle.model.LoadSettings;

/** How to load a model. Immutable: each {@code with} method gives a changed copy. */
public final class LoadOptions {
    private static final LoadOptions DEFAULTS = new LoadOptions(true);

    private final boolean mapFiles;

    private LoadOptions(boolean mapFiles) {
        this.mapFiles = mapFiles;
    }

    /** Weight files are mapped. */
    public static LoadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Whether weight files may be mapped into memory. Processes share the pages of a mapped file,
     * but the file must be replaced by renaming only: if it is truncated while mapped, the process
     * dies. Files that are not mapped are copied.
     */
    public LoadOptions withMappedFiles(boolean mapped) {
        return new LoadOptions(mapped);
    }

    /** Whether weight files may be mapped into memory. */
    public boolean mapsFiles() {
        return mapFiles;
    }

    LoadSettings settings() {
        return new LoadSettings(mapFiles);
    }
}
