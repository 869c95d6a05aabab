package org.ossicle.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;
import org.ossicle.error.SnapshotException;

/**
 * Reads what a {@link SnapshotWriter} wrote, in the same order, and trusts none of it. Every method
 * throws {@link SnapshotException} for bytes that cannot be what was written. For one owner.
 */
public final class SnapshotReader {
    /**
     * The largest count of samples or frames that is believed: years of sound, and small enough for
     * every product that is made of it.
     */
    public static final long LARGEST_POSITION = 1L << 40;

    private static final String REMEDY =
            "take a snapshot that snapshot() returned, byte for byte, from a stream of the same"
                    + " model and options";

    private final ByteBuffer bytes;
    private String section = "header";

    private SnapshotReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Opens a snapshot whose frame is in order.
     *
     * @param snapshot not changed and not kept
     * @param kind of stream that is wanted
     * @param fingerprint of the model that is wanted
     * @param nameOf names kinds for messages
     */
    public static SnapshotReader open(
            byte[] snapshot, int kind, long fingerprint, IntFunction<String> nameOf) {
        ByteBuffer bytes = ByteBuffer.wrap(snapshot.clone()).order(ByteOrder.LITTLE_ENDIAN);
        SnapshotReader reader = new SnapshotReader(bytes);
        int least = SnapshotFormat.HEADER_BYTES + SnapshotFormat.TRAILER_BYTES;
        if (snapshot.length < least || bytes.getLong(0) != SnapshotFormat.MAGIC) {
            throw reader.refused("a snapshot", snapshot.length + " other bytes");
        }
        int version = bytes.getInt(8);
        if (version != SnapshotFormat.VERSION) {
            throw reader.refused("version " + SnapshotFormat.VERSION, "version " + version);
        }
        int end = snapshot.length - SnapshotFormat.TRAILER_BYTES;
        if (bytes.getInt(24) != end - SnapshotFormat.HEADER_BYTES) {
            throw reader.refused("as many bytes as its header says", snapshot.length + " bytes");
        }
        if (bytes.getLong(end) != SnapshotFormat.checksums(bytes.duplicate().limit(end))) {
            throw reader.refused("bytes that fit their checksums", "changed ones");
        }
        if (bytes.getInt(12) != kind) {
            String found = nameOf.apply(bytes.getInt(12));
            throw reader.refused("a snapshot of a " + nameOf.apply(kind), "one of a " + found);
        }
        if (bytes.getLong(16) != fingerprint) {
            throw reader.refused("a stream of this model", "a stream of another one");
        }
        bytes.position(SnapshotFormat.HEADER_BYTES).limit(end);
        return reader;
    }

    /** What to throw when a part finds that its state contradicts itself. */
    public SnapshotException refused(String expected, String found) {
        return new SnapshotException("snapshot, " + section, expected, found, REMEDY);
    }

    /** As {@link #refused(String, String)}, for a state that cannot be taken over. */
    public SnapshotException refused(RuntimeException cause) {
        return new SnapshotException(
                "snapshot, " + section,
                "a state that can be taken over",
                cause.toString(),
                REMEDY,
                cause);
    }

    /** Goes on with the state of a part. */
    public void section(String name) {
        section = name;
        if (getInt() != SnapshotFormat.mark(name)) {
            throw refused("the state of " + name, "another part's");
        }
    }

    /** Makes sure that all has been read. */
    public void end() {
        require(!bytes.hasRemaining(), "the end", bytes.remaining() + " bytes more");
    }

    /** Throws unless a condition holds. */
    public void require(boolean holds, String expected, Object found) {
        if (!holds) {
            throw refused(expected, String.valueOf(found));
        }
    }

    private void need(long count) {
        if (bytes.remaining() < count) {
            throw refused(count + " bytes more", bytes.remaining() + "");
        }
    }

    public boolean getBoolean() {
        need(1);
        byte value = bytes.get();
        require(value == 0 || value == 1, "0 or 1", value);
        return value == 1;
    }

    /** Any number. */
    public int getInt() {
        need(Integer.BYTES);
        return bytes.getInt();
    }

    /** A number from {@code least} to {@code most}. */
    public int getInt(int least, int most) {
        int value = getInt();
        require(value >= least && value <= most, least + " to " + most, value);
        return value;
    }

    /** A count of elements of which each takes at least so many bytes of this snapshot. */
    public int getCount(int bytesEach) {
        int count = getInt();
        require(
                count >= 0 && count <= bytes.remaining() / bytesEach,
                "a count that fits into " + bytes.remaining() + " bytes",
                count);
        return count;
    }

    /** Any number. */
    public long getLong() {
        need(Long.BYTES);
        return bytes.getLong();
    }

    /** A number from {@code least} to {@code most}. */
    public long getLong(long least, long most) {
        long value = getLong();
        require(value >= least && value <= most, least + " to " + most, value);
        return value;
    }

    /** A count of samples or frames. */
    public long getPosition() {
        return getLong(0, LARGEST_POSITION);
    }

    /** Any number. */
    public float getFloat() {
        need(Float.BYTES);
        return bytes.getFloat();
    }

    /** A number from {@code least} to {@code most}, which NaN is not. */
    public float getFloat(float least, float most) {
        float value = getFloat();
        require(value >= least && value <= most, least + " to " + most, value);
        return value;
    }

    /** Any number. */
    public double getDouble() {
        need(Double.BYTES);
        return bytes.getDouble();
    }

    /** A number from {@code least} to {@code most}, which NaN is not. */
    public double getDouble(double least, double most) {
        double value = getDouble();
        require(value >= least && value <= most, least + " to " + most, value);
        return value;
    }

    public String getText() {
        byte[] encoded = new byte[getCount(1)];
        bytes.get(encoded);
        return new String(encoded, UTF_8);
    }

    /** Reads finite numbers. */
    public void getFloats(float[] values, int offset, int count) {
        need((long) count * Float.BYTES);
        for (int i = 0; i < count; i++) {
            float value = bytes.getFloat();
            require(Float.isFinite(value), "finite numbers", value);
            values[offset + i] = value;
        }
    }

    /** So many bytes, to be read from the buffer's position on. */
    public ByteBuffer take(int count) {
        need(count);
        ByteBuffer part = bytes.slice(bytes.position(), count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + count);
        return part;
    }
}
