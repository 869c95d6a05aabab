package org.ossicle.onnx;

import java.util.Arrays;

/** A growing list of longs, read from a repeated varint field, packed or not. */
final class LongList {
    private static final int MAX_SIZE = 1 << 24;

    private long[] values = new long[4];
    private int size;

    void readFrom(WireReader in) {
        if (!in.isDelimited()) {
            add(in, in.integer());
            return;
        }
        long outer = in.enter();
        while (!in.isAtEnd()) {
            add(in, in.varint());
        }
        in.leave(outer);
    }

    private void add(WireReader in, long value) {
        if (size == MAX_SIZE) {
            throw in.damaged(in.position(), "at most " + MAX_SIZE + " numbers", "more");
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
