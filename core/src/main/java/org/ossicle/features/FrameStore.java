package org.ossicle.features;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** The latest frames of a stream in a circular buffer of fixed size, by absolute number. */
final class FrameStore {
    private final int dim;
    private final int capacity;
    private final float[] data;
    private long begin;
    private long end;

    FrameStore(int dim, int capacity) {
        this.dim = dim;
        this.capacity = capacity;
        this.data = new float[Math.multiplyExact(dim, capacity)];
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    boolean isFull() {
        return end - begin == capacity;
    }

    /** The array that frames are written into, at {@link #nextOffset}. */
    float[] data() {
        return data;
    }

    int nextOffset() {
        return slot(end) * dim;
    }

    /** Makes what was written at {@link #nextOffset} the frame {@link #end}. */
    void commit() {
        end++;
    }

    void discardBefore(long frame) {
        begin = Math.max(begin, Math.min(frame, end));
    }

    void reset() {
        begin = 0;
        end = 0;
    }

    /** Writes the frames held and their numbers. */
    void save(SnapshotWriter writer) {
        writer.putLong(begin);
        writer.putLong(end);
        for (long frame = begin; frame < end; frame++) {
            writer.putFloats(data, slot(frame) * dim, dim);
        }
    }

    /** Takes over what {@link #save} of a store of the same dimension wrote. */
    void restore(SnapshotReader reader) {
        long first = reader.getPosition();
        long after = reader.getPosition();
        long held = after - first;
        reader.require(held >= 0 && held <= capacity, "0 to " + capacity + " frames", held);
        begin = first;
        end = after;
        for (long frame = begin; frame < end; frame++) {
            reader.getFloats(data, slot(frame) * dim, dim);
        }
    }

    void copy(long first, int count, float[] dst, int offset) {
        requireHeld(first, count);
        Objects.checkFromIndexSize(offset, (long) count * dim, (long) dst.length);
        int untilWrap = Math.min(count, capacity - slot(first));
        System.arraycopy(data, slot(first) * dim, dst, offset, untilWrap * dim);
        System.arraycopy(data, 0, dst, offset + untilWrap * dim, (count - untilWrap) * dim);
    }

    void copy(long first, int count, FloatBuffer dst, int index) {
        requireHeld(first, count);
        Objects.checkFromIndexSize(index, (long) count * dim, (long) dst.limit());
        int untilWrap = Math.min(count, capacity - slot(first));
        dst.put(index, data, slot(first) * dim, untilWrap * dim);
        dst.put(index + untilWrap * dim, data, 0, (count - untilWrap) * dim);
    }

    private int slot(long frame) {
        return (int) (frame % capacity);
    }

    private void requireHeld(long first, int count) {
        if (count < 0 || first < begin || first > end - count) {
            throw new IndexOutOfBoundsException(
                    "frames "
                            + first
                            + " to "
                            + (first + count - 1)
                            + " are not among those held, "
                            + begin
                            + " to "
                            + (end - 1));
        }
    }
}
