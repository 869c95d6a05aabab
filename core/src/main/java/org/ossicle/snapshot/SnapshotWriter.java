package org.ossicle.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Gathers the state of a stream. For one owner. */
public final class SnapshotWriter {
    private static final int INITIAL_BYTES = 1 << 14;

    private ByteBuffer bytes = littleEndian(new byte[INITIAL_BYTES]);

    private static ByteBuffer littleEndian(byte[] array) {
        return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A writer that holds nothing yet. */
    public SnapshotWriter() {
        bytes.position(SnapshotFormat.HEADER_BYTES);
    }

    private ByteBuffer room(int count) {
        if (bytes.remaining() < count) {
            int capacity = Math.max(2 * bytes.capacity(), Math.addExact(bytes.position(), count));
            int position = bytes.position();
            bytes = littleEndian(Arrays.copyOf(bytes.array(), capacity)).position(position);
        }
        return bytes;
    }

    /** Begins the state of a part, under a name that the reader must ask for. */
    public void section(String name) {
        putInt(SnapshotFormat.mark(name));
    }

    public void putBoolean(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
    }

    public void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    public void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    public void putFloat(float value) {
        room(Float.BYTES).putFloat(value);
    }

    public void putDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    /** Writes the length in bytes of UTF-8, and them. */
    public void putText(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        putInt(encoded.length);
        room(encoded.length).put(encoded);
    }

    /** Writes numbers without their count. */
    public void putFloats(float[] values, int offset, int count) {
        room(Math.multiplyExact(count, Float.BYTES));
        bytes.asFloatBuffer().put(values, offset, count);
        bytes.position(bytes.position() + count * Float.BYTES);
    }

    /** Makes room for so many bytes, to be written from the buffer's position on. */
    public ByteBuffer reserve(int count) {
        return room(count);
    }

    /**
     * The finished snapshot.
     *
     * @param kind of stream
     * @param fingerprint of the model
     */
    public byte[] seal(int kind, long fingerprint) {
        room(SnapshotFormat.TRAILER_BYTES);
        int end = bytes.position();
        bytes.putLong(0, SnapshotFormat.MAGIC);
        bytes.putInt(8, SnapshotFormat.VERSION);
        bytes.putInt(12, kind);
        bytes.putLong(16, fingerprint);
        bytes.putInt(24, end - SnapshotFormat.HEADER_BYTES);
        bytes.putLong(SnapshotFormat.checksums(bytes.duplicate().flip()));
        return Arrays.copyOf(bytes.array(), end + SnapshotFormat.TRAILER_BYTES);
    }
}
