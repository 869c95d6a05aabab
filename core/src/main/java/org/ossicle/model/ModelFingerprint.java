package org.ossicle.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.ossicle.error.ModelFileException;

/**
 * A number that tells models apart: two checksums over the size, the beginning and evenly spread
 * blocks of each file, so that it costs the same for files of any size. It is no defence against
 * someone who seeks two models with one number.
 */
final class ModelFingerprint {
    private static final int HEAD_BYTES = 1 << 16;
    private static final int BLOCK_BYTES = 1 << 12;
    private static final int BLOCKS = 32;

    private final CRC32 crc32 = new CRC32();
    private final CRC32C crc32c = new CRC32C();

    private ModelFingerprint() {}

    /** Something whose bytes can be read at any place. */
    private interface Content {
        void read(ByteBuffer target, long position) throws IOException;
    }

    /**
     * The fingerprint of some files, in their order; their names and places play no part.
     *
     * @throws ModelFileException if one cannot be read
     */
    static long ofFiles(List<Path> files) {
        ModelFingerprint fingerprint = new ModelFingerprint();
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                fingerprint.add(channel.size(), channel::read);
            } catch (IOException e) {
                throw new ModelFileException(
                        file.toString(), "a readable file", e.toString(), "check its rights", e);
            }
        }
        return fingerprint.value();
    }

    /** The fingerprint of a file of these bytes. */
    static long ofBytes(byte[] content) {
        ModelFingerprint fingerprint = new ModelFingerprint();
        try {
            fingerprint.add(
                    content.length,
                    (target, position) -> target.put(content, (int) position, target.remaining()));
        } catch (IOException e) {
            throw new IllegalStateException("memory was read", e);
        }
        return fingerprint.value();
    }

    /**
     * The fingerprint of a file in the jar.
     *
     * @throws ModelFileException if it cannot be read
     */
    static long ofResource(String name) {
        try (InputStream file = ModelFingerprint.class.getResourceAsStream(name)) {
            return ofBytes(file.readAllBytes());
        } catch (IOException e) {
            throw new ModelFileException(
                    "resource " + name, "a readable resource", e.toString(), "check the jar", e);
        }
    }

    private void add(long size, Content content) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES).putLong(0, size);
        update(number);
        update(block(content, 0, Math.min(size, HEAD_BYTES)));
        for (int i = 1; i <= BLOCKS; i++) {
            long end = size / BLOCKS * i + size % BLOCKS * i / BLOCKS;
            long start = Math.max(0, end - BLOCK_BYTES);
            update(block(content, start, end - start));
        }
    }

    private static ByteBuffer block(Content content, long start, long bytes) throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) bytes);
        content.read(block, start);
        return block.flip();
    }

    private void update(ByteBuffer bytes) {
        crc32.update(bytes.duplicate());
        crc32c.update(bytes);
    }

    private long value() {
        return crc32.getValue() << 32 | crc32c.getValue();
    }
}
