package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.onnx.ModelBuilder.FLOAT;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.graph.Storage;
import org.ossicle.graph.StoredTensor;

/** A model of five gigabytes, in a file that is mostly a hole. */
class LargeModelTest {
    private static final long TENSOR_BYTES = 5L << 29;
    private static final float LAST = 42.5f;

    @TempDir Path folder;

    @Test
    void readsModelsBeyondFourGigabytesWithoutTheirWeights() throws IOException {
        Path file = write();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        OnnxModel model = OnnxReader.read(file);
        OnnxHeader header = OnnxReader.readHeader(file);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocated < 1 << 20, allocated + " bytes allocated");
        assertEquals("y", header.outputs().get(0).name());
        StoredTensor second = (StoredTensor) model.graph().initializers().get(1).data();
        Storage.FileRange range = (Storage.FileRange) second.storage();
        assertTrue(range.offset() > Integer.MAX_VALUE, range.toString());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = Proto.little(4);
            channel.read(last, range.offset() + range.length() - 4);
            assertEquals(LAST, last.getFloat(0));
        }
    }

    private Path write() throws IOException {
        byte[] first = tensorHead("a");
        byte[] second = tensorHead("b");
        byte[] tail = new ModelBuilder(13).output("y", FLOAT, 1).graph().toBytes();
        long graphBytes = tail.length + 2 * TENSOR_BYTES + first.length + second.length;
        byte[] head =
                new Proto()
                        .integer(1, 8)
                        .message(8, ModelBuilder.opsetId("", 13))
                        .varint(7 << 3 | 2)
                        .varint(graphBytes)
                        .toBytes();
        Path file = folder.resolve("large.onnx");
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(head));
            channel.write(ByteBuffer.wrap(first));
            channel.position(channel.position() + TENSOR_BYTES);
            channel.write(ByteBuffer.wrap(second));
            channel.position(channel.position() + TENSOR_BYTES - 4);
            channel.write(Proto.little(4).putFloat(LAST).flip());
            channel.write(ByteBuffer.wrap(tail));
        }
        return file;
    }

    /** An initializer up to where its elements begin. */
    private static byte[] tensorHead(String name) {
        Proto start = ModelBuilder.tensor(name, FLOAT, new long[] {TENSOR_BYTES / 4});
        start.varint(9 << 3 | 2).varint(TENSOR_BYTES);
        long length = start.toBytes().length + TENSOR_BYTES;
        return new Proto().varint(5 << 3 | 2).varint(length).raw(start.toBytes()).toBytes();
    }
}
