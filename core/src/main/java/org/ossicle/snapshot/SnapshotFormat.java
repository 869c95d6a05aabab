package org.ossicle.snapshot;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The frame around a state: magic, version, kind, fingerprint of the model and length, then the
 * state, then two checksums over all before them. Numbers are little-endian.
 */
final class SnapshotFormat {
    /** "Ossicle" and a zero. */
    static final long MAGIC = 0x00656c636973734fL;

    static final int VERSION = 3;

    static final int HEADER_BYTES = 8 + 4 + 4 + 8 + 4;
    static final int TRAILER_BYTES = 8;

    private SnapshotFormat() {}

    /** Both checksums of what is between position and limit, which stay. */
    static long checksums(ByteBuffer bytes) {
        CRC32 crc32 = new CRC32();
        CRC32C crc32c = new CRC32C();
        crc32.update(bytes.duplicate());
        crc32c.update(bytes.duplicate());
        return crc32.getValue() << 32 | crc32c.getValue();
    }

    /** The mark that stands for a section's name. */
    static int mark(String section) {
        return section.hashCode();
    }
}
