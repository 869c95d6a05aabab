package org.ossicle.plan;

import java.util.Objects;

/**
 * A state of a streaming model: what a run writes to {@code output} the next run reads as {@code
 * input}.
 *
 * @param input the name of a graph input
 * @param output the name of a graph output of the same type
 */
public record StateBinding(String input, String output) {
    public StateBinding {
        Objects.requireNonNull(input);
        Objects.requireNonNull(output);
    }
}
