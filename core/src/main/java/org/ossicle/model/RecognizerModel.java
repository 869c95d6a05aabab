package org.ossicle.model;

import java.util.List;
import org.ossicle.decode.TokenTable;

/** A loaded recognizer. Immutable; any thread may use it, several at once. */
public interface RecognizerModel extends LoadedModel {
    TokenTable tokens();

    /** The only words it can write, each of them one token; empty if it makes words of pieces. */
    default List<String> words() {
        return List.of();
    }

    /**
     * A pipeline for one stream, at its start.
     *
     * @return the caller's to close
     * @throws IllegalArgumentException if the family has no beam and one is wanted
     */
    RecognizerPipeline newPipeline(SearchSettings settings);
}
