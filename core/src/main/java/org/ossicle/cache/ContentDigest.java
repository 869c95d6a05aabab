package org.ossicle.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Size and two checksums of different polynomials over some bytes. Tells contents apart that differ
 * by accident or by a new version; it is no defence against someone who seeks two with one digest.
 *
 * <p>Both checksums are instructions of the processor even before the JVM has compiled anything,
 * which no cryptographic digest is.
 */
record ContentDigest(long bytes, int crc32, int crc32c) {
    private static final int CHUNK_BYTES = 1 << 18;

    /** The digest of a whole file. */
    static ContentDigest ofFile(Path file) throws IOException {
        CRC32 crc32 = new CRC32();
        CRC32C crc32c = new CRC32C();
        long bytes = 0;
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(chunk.clear()) >= 0) {
                bytes += chunk.flip().remaining();
                crc32.update(chunk.duplicate());
                crc32c.update(chunk);
            }
        }
        return new ContentDigest(bytes, (int) crc32.getValue(), (int) crc32c.getValue());
    }

    /** The digest of what is between position and limit, which stay. */
    static ContentDigest of(ByteBuffer content) {
        CRC32 crc32 = new CRC32();
        CRC32C crc32c = new CRC32C();
        crc32.update(content.duplicate());
        crc32c.update(content.duplicate());
        return new ContentDigest(
                content.remaining(), (int) crc32.getValue(), (int) crc32c.getValue());
    }

    /** Both checksums as one number. */
    long checksums() {
        return (long) crc32 << 32 | crc32c & 0xFFFFFFFFL;
    }
}
