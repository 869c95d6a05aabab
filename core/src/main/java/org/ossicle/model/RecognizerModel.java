package org.ossicle.model;

import org.ossicle.decode.TokenTable;

/** A loaded recognizer. Immutable; any thread may use it, several at once. */
public interface RecognizerModel extends LoadedModel {
    TokenTable tokens();

    /** Whether every token that has text is a whole word. */
    default boolean tokensAreWords() {
        return false;
    }

    /**
     * A pipeline for one stream, at its start.
     *
     * @return the caller's to close
     */
    RecognizerPipeline newPipeline(SearchSettings settings);
}
