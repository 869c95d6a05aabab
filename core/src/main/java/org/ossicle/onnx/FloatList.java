package org.ossicle.onnx;

import java.util.Arrays;

/** A growing list of floats, read from a repeated float field, packed or not. */
final class FloatList {
    private static final int MAX_SIZE = 1 << 24;

    private float[] values = new float[4];
    private int size;

    void readFrom(WireReader in) {
        if (!in.isDelimited()) {
            add(in, in.float32());
            return;
        }
        long outer = in.enter();
        while (!in.isAtEnd()) {
            add(in, Float.intBitsToFloat((int) in.fixed(4)));
        }
        in.leave(outer);
    }

    private void add(WireReader in, float value) {
        if (size == MAX_SIZE) {
            throw in.damaged(in.position(), "at most " + MAX_SIZE + " numbers", "more");
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
