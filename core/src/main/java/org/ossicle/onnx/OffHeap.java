package org.ossicle.onnx;

import java.nio.ByteBuffer;
import org.ossicle.error.ModelFileException;

/** Memory for weights outside the heap. */
final class OffHeap {
    private OffHeap() {}

    /** The remaining bytes of a buffer: themselves if they are direct, otherwise a copy. */
    static ByteBuffer direct(String where, ByteBuffer bytes) {
        if (bytes.isDirect()) {
            return bytes.slice();
        }
        return allocate(where, bytes.remaining()).put(bytes.duplicate()).flip();
    }

    static ByteBuffer allocate(String where, int bytes) {
        try {
            return ByteBuffer.allocateDirect(bytes);
        } catch (OutOfMemoryError e) {
            throw new ModelFileException(
                    where,
                    "memory outside the heap for " + bytes + " bytes",
                    String.valueOf(e.getMessage()),
                    "load the model from a file or raise -XX:MaxDirectMemorySize",
                    e);
        }
    }
}
