package org.ossicle.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.ossicle.error.ModelFileException;

/**
 * A constant whose bytes lie in a model file or in a buffer that holds one. Engines map or copy the
 * range themselves, so the bytes of a weight never pass over the Java heap.
 */
public final class StoredTensor implements Constant {
    private final DType dtype;
    private final long[] dims;
    private final Storage storage;

    /**
     * @param dtype the element type, of fixed size
     * @param dims the sizes, outermost first
     * @param storage where the elements lie, little-endian, row-major, without gaps
     */
    public StoredTensor(DType dtype, long[] dims, Storage storage) {
        this.dtype = Objects.requireNonNull(dtype);
        this.dims = dims.clone();
        this.storage = Objects.requireNonNull(storage);
        if (storage.length() != byteSize()) {
            throw new IllegalArgumentException(
                    "storage has " + storage.length() + " bytes, the tensor " + byteSize());
        }
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long[] dims() {
        return dims.clone();
    }

    public Storage storage() {
        return storage;
    }

    @Override
    public Tensor load() {
        if (storage instanceof Storage.Memory memory) {
            ByteBuffer bytes = memory.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
            return new Tensor(dtype, dims, bytes);
        }
        Storage.FileRange range = (Storage.FileRange) storage;
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(range.length()));
        try (FileChannel channel = FileChannel.open(range.file(), StandardOpenOption.READ)) {
            while (bytes.hasRemaining()
                    && channel.read(bytes, range.offset() + bytes.position()) >= 0) {
                continue;
            }
        } catch (IOException e) {
            throw new ModelFileException(
                    range.file().toString(), "a readable file", e.toString(), "check the file", e);
        }
        if (bytes.hasRemaining()) {
            throw new ModelFileException(
                    range.file().toString(),
                    range.length() + " bytes at offset " + range.offset(),
                    bytes.position() + " bytes",
                    "the file was cut off or replaced while in use; restore it");
        }
        return new Tensor(dtype, dims, bytes.flip().order(ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public String toString() {
        return type() + " in " + storage;
    }
}
