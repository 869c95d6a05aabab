package org.ossicle.model;

/** A model in memory, of any kind. Immutable; any thread may use it, several at once. */
public interface LoadedModel extends AutoCloseable {
    /** What is known of it so far; also after closing. */
    ModelFacts facts();

    /** What it runs on; also after closing. */
    EngineReport engine();

    /** A number that tells this model from others; the same for the same files everywhere. */
    default long fingerprint() {
        return ModelFingerprint.ofFiles(facts().files());
    }

    /** Frees the model. Called once, after the last pipeline was closed. */
    @Override
    void close();
}
