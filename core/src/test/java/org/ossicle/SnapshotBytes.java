package org.ossicle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Damages snapshots, with and without care. */
final class SnapshotBytes {
    private static final int HEADER_BYTES = 28;
    private static final int TRAILER_BYTES = 8;
    private static final long[] EXTREMES = {
        0, 1, -1, 2, 255, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, 1L << 40
    };

    private SnapshotBytes() {}

    /** A copy with some bytes of the state changed and the checksums made to fit. */
    static byte[] forged(byte[] snapshot, Random random) {
        byte[] changed = snapshot.clone();
        ByteBuffer bytes = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        int end = changed.length - TRAILER_BYTES;
        int at = HEADER_BYTES + random.nextInt(end - Long.BYTES - HEADER_BYTES);
        switch (random.nextInt(4)) {
            case 0 -> bytes.put(at, (byte) random.nextInt());
            case 1 -> bytes.putInt(at, random.nextInt());
            case 2 -> bytes.putInt(at, (int) EXTREMES[random.nextInt(EXTREMES.length)]);
            default -> bytes.putLong(at, EXTREMES[random.nextInt(EXTREMES.length)]);
        }
        return sealed(changed);
    }

    /** A copy of another length whose header and checksums fit. */
    static byte[] resized(byte[] snapshot, int length) {
        byte[] changed = Arrays.copyOf(snapshot, length);
        ByteBuffer.wrap(changed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(24, length - HEADER_BYTES - TRAILER_BYTES);
        return sealed(changed);
    }

    private static byte[] sealed(byte[] bytes) {
        int end = bytes.length - TRAILER_BYTES;
        CRC32 crc32 = new CRC32();
        CRC32C crc32c = new CRC32C();
        crc32.update(bytes, 0, end);
        crc32c.update(bytes, 0, end);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(end, crc32.getValue() << 32 | crc32c.getValue());
        return bytes;
    }
}
