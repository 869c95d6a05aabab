package org.ossicle.model;

import org.ossicle.onnx.OnnxModel;

/**
 * Knows one kind of emotion model. Found through {@link java.util.ServiceLoader}; has a public
 * constructor without parameters and no state.
 */
public interface EmotionFamily {
    /** What users call this family, for messages. */
    String name();

    /**
     * Loads a model, if it is of this family. Whether it is, is decided by its metadata.
     *
     * @return the caller's to close, or null if the model is something else
     * @throws org.ossicle.error.OssicleException if it is of this family, but contradicts itself or
     *     needs what is not supported
     */
    EmotionModel load(OnnxModel model, LoadSettings settings);
}
