package org.ossicle.stream;

import java.util.Objects;

/**
 * What a run writes to {@code output} the next run reads as {@code input}.
 *
 * @param input the name of a graph input
 * @param output the name of a graph output
 */
public record CachePair(String input, String output) {
    public CachePair {
        Objects.requireNonNull(input);
        Objects.requireNonNull(output);
    }
}
