package org.ossicle.loader;

import java.nio.ByteBuffer;

/**
 * The functions of {@code ossicle.h} for one stream, as a binding calls them. The {@link
 * NativeStream} that it is for sees to it that there is one caller at a time; what this refers to
 * must not refer to that.
 */
public interface StreamCalls {
    /** The memory of input {@code i}, of so many bytes; valid until the stream is freed. */
    ByteBuffer input(int i, long bytes);

    /** The memory of output {@code i}, of so many bytes; valid until the stream is freed. */
    ByteBuffer output(int i, long bytes);

    /** The memory, of so many bytes, that the next run reads as state {@code i}. */
    ByteBuffer current(int i, long bytes);

    /**
     * Runs the plan. Allocates nothing.
     *
     * @throws org.ossicle.error.EngineException if the library answers with a failure
     */
    void run();

    /** Sets every state to zero. */
    void reset();

    /** Frees the stream and what the buffers refer to. Called once, and nothing else after it. */
    void free();
}
