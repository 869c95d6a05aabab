package org.ossicle.model;

/** A model in memory, of any kind. Immutable; any thread may use it, several at once. */
public interface LoadedModel extends AutoCloseable {
    ModelFacts facts();

    EngineReport engine();

    /** Frees the model. Called once, after the last pipeline was closed. */
    @Override
    void close();
}
