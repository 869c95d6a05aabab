package org.ossicle.model;

import java.nio.file.Path;

/**
 * Knows one kind of published model. Found through {@link java.util.ServiceLoader}; has a public
 * constructor without parameters and no state.
 */
public interface ModelFamily {
    /** What users call this family, for messages. */
    String name();

    /**
     * Loads a folder, if it is of this family. Whether it is, is decided by what the files hold,
     * and each file is parsed once.
     *
     * @param folder an existing folder
     * @return the caller's to close, or null if the folder holds something else
     * @throws org.ossicle.error.OssicleException if the folder is of this family, but damaged,
     *     incomplete or in need of what is not supported
     */
    RecognizerModel load(Path folder, LoadSettings settings);
}
