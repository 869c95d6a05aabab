package org.ossicle.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.ossicle.error.ModelFileException;
import org.ossicle.graph.Storage;

/** A model in memory outside the heap, whose weights engines use in place. */
final class MemorySource implements ByteSource {
    private static final int FIRST_STEP = 1 << 20;
    private static final int COPY_STEP = 1 << 16;

    private final String name;
    private final ByteBuffer bytes;

    private MemorySource(String name, ByteBuffer bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** Takes a direct buffer as it is and copies any other. */
    static MemorySource of(String name, ByteBuffer bytes) {
        return new MemorySource(name, OffHeap.direct(name, bytes));
    }

    /** Reads a stream to its end; does not close it. */
    static MemorySource of(String name, InputStream stream) {
        try {
            byte[] step = new byte[COPY_STEP];
            ByteBuffer copy = OffHeap.allocate(name, Math.max(FIRST_STEP, stream.available()));
            int count = stream.read(step);
            while (count >= 0) {
                if (copy.remaining() < count) {
                    copy = grown(name, copy);
                }
                copy.put(step, 0, count);
                count = stream.read(step);
            }
            return new MemorySource(name, copy.flip().slice());
        } catch (IOException e) {
            throw new ModelFileException(
                    name,
                    "a readable stream",
                    e.toString(),
                    "check where the stream comes from",
                    e);
        }
    }

    private static ByteBuffer grown(String name, ByteBuffer full) {
        if (full.capacity() == Integer.MAX_VALUE) {
            throw new ModelFileException(
                    name,
                    "at most " + Integer.MAX_VALUE + " bytes in a stream",
                    "more",
                    "load a model of this size from a file");
        }
        long doubled = Math.min(Integer.MAX_VALUE, 2L * full.capacity());
        return OffHeap.allocate(name, (int) doubled).put(full.flip());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public int read(long position, byte[] target, int length) {
        int count = (int) Math.min(length, bytes.capacity() - position);
        if (count <= 0) {
            return 0;
        }
        bytes.get((int) position, target, 0, count);
        return count;
    }

    @Override
    public Storage range(long offset, long length) {
        return new Storage.Memory(
                bytes.slice(Math.toIntExact(offset), Math.toIntExact(length)).asReadOnlyBuffer());
    }

    @Override
    public void close() {}
}
