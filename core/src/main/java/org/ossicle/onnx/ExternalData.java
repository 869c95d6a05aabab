package org.ossicle.onnx;

import org.ossicle.graph.Storage;

/** Finds the files in which a model keeps weights outside its own file. */
@FunctionalInterface
public interface ExternalData {
    /**
     * The whole content of one file of weights.
     *
     * @param location the relative path that the model gives; comes from the model, so it must not
     *     be trusted
     * @return the content, or null if there is no such file
     */
    Storage find(String location);
}
