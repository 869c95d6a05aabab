package org.ossicle.onnx;

import java.io.Closeable;
import org.ossicle.graph.Storage;

/** Bytes that hold a model, read by position; used by one thread. */
interface ByteSource extends Closeable {
    /** What messages call it: the file, or the name the caller gave. */
    String name();

    /** The number of bytes. */
    long size();

    /**
     * Copies bytes into an array.
     *
     * @param position the first byte to read, at least 0
     * @param target where the bytes go, from index 0
     * @param length how many are wanted, at least 1
     * @return how many came: at least 1, or 0 at the end
     */
    int read(long position, byte[] target, int length);

    /** A reference to a range that lies inside this source. */
    Storage range(long offset, long length);

    @Override
    void close();
}
