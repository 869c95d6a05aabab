package org.ossicle.audio;

import java.util.Objects;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * The latest stretch of a stream of samples in a circular buffer of fixed size. Positions are
 * absolute: the first sample ever appended is at 0, and a sample keeps its position when older ones
 * are discarded.
 *
 * <p>For one owner; allocates only when made.
 */
public final class SampleRing {
    private final float[] data;
    private long begin;
    private long end;

    /**
     * @param capacity most samples held at a time, at least 1
     */
    public SampleRing(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive, not " + capacity);
        }
        this.data = new float[capacity];
    }

    /** The most samples it can hold. */
    public int capacity() {
        return data.length;
    }

    /** Position of the oldest sample still held; equal to {@link #end()} when none is. */
    public long begin() {
        return begin;
    }

    /** Position that the next sample appended will have. */
    public long end() {
        return end;
    }

    /** Samples that can be appended before some must be discarded. */
    public int free() {
        return data.length - (int) (end - begin);
    }

    /**
     * Appends {@code length} samples.
     *
     * @throws IndexOutOfBoundsException when they do not lie within {@code src}, or are more than
     *     {@link #free()}; nothing has been appended then
     */
    public void append(float[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        Objects.checkFromIndexSize(0, length, free());
        int at = slot(end);
        int untilWrap = Math.min(length, data.length - at);
        System.arraycopy(src, offset, data, at, untilWrap);
        System.arraycopy(src, offset + untilWrap, data, 0, length - untilWrap);
        end += length;
    }

    /**
     * The sample at an absolute position.
     *
     * @throws IndexOutOfBoundsException when it is not held
     */
    public float get(long position) {
        requireHeld(position, 1);
        return data[slot(position)];
    }

    /**
     * Copies {@code length} samples from an absolute position on.
     *
     * @throws IndexOutOfBoundsException when some are not held, or do not fit into {@code dst}
     */
    public void copy(long position, float[] dst, int offset, int length) {
        requireHeld(position, length);
        Objects.checkFromIndexSize(offset, length, dst.length);
        int at = slot(position);
        int untilWrap = Math.min(length, data.length - at);
        System.arraycopy(data, at, dst, offset, untilWrap);
        System.arraycopy(data, 0, dst, offset + untilWrap, length - untilWrap);
    }

    /**
     * Lets go of all samples before a position; a position past the end lets go of all there are.
     */
    public void discardBefore(long position) {
        begin = Math.max(begin, Math.min(position, end));
    }

    /** Empties the ring and starts counting at 0 again. */
    public void reset() {
        begin = 0;
        end = 0;
    }

    /** Writes the samples held and their positions. */
    public void save(SnapshotWriter writer) {
        writer.putLong(begin);
        writer.putLong(end);
        int held = (int) (end - begin);
        int untilWrap = Math.min(held, data.length - slot(begin));
        writer.putFloats(data, slot(begin), untilWrap);
        writer.putFloats(data, 0, held - untilWrap);
    }

    /**
     * Takes over what {@link #save} wrote, from a ring of any capacity that holds them.
     *
     * @throws org.ossicle.error.SnapshotException if it cannot have been written
     */
    public void restore(SnapshotReader reader) {
        long first = reader.getPosition();
        long after = reader.getPosition();
        long held = after - first;
        reader.require(held >= 0 && held <= data.length, "0 to " + data.length + " samples", held);
        begin = first;
        end = after;
        int untilWrap = Math.min((int) held, data.length - slot(begin));
        reader.getFloats(data, slot(begin), untilWrap);
        reader.getFloats(data, 0, (int) held - untilWrap);
    }

    private int slot(long position) {
        return (int) (position % data.length);
    }

    private void requireHeld(long position, int length) {
        if (length < 0 || position < begin || position > end - length) {
            throw new IndexOutOfBoundsException(
                    "samples "
                            + position
                            + " to "
                            + (position + length - 1)
                            + " are not among those held, "
                            + begin
                            + " to "
                            + (end - 1));
        }
    }
}
