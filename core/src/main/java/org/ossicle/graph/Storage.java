package org.ossicle.graph;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Where the bytes of a stored tensor lie. */
public sealed interface Storage {
    /** The number of bytes. */
    long length();

    /**
     * A range of a file.
     *
     * @param file the model file, or a file of external data inside the model's folder
     * @param offset the first byte
     * @param length the number of bytes
     */
    record FileRange(Path file, long offset, long length) implements Storage {}

    /**
     * A model handed over in memory.
     *
     * @param bytes the bytes from its position to its limit; direct, so that engines can use it in
     *     place; never written
     */
    record Memory(ByteBuffer bytes) implements Storage {
        @Override
        public long length() {
            return bytes.remaining();
        }
    }
}
