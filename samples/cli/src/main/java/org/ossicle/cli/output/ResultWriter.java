package org.ossicle.cli.output;

import java.io.IOException;

/**
 * Writes results to standard output, each at once.
 *
 * @param <T> what is made of an input
 */
public interface ResultWriter<T> {
    /**
     * @param input the name the user gave
     * @throws IOException if results can no longer be written
     */
    void write(String input, T result) throws IOException;
}
