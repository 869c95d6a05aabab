package org.ossicle.onnx;

import java.util.Arrays;

/** A growing list of floats, read from a repeated float field, packed or not. */
final class FloatList {
    private float[] values = new float[4];
    private int size;

    void readFrom(WireReader in) {
        if (!in.isDelimited()) {
            add(in.float32());
            return;
        }
        long outer = in.enter();
        while (!in.isAtEnd()) {
            add(Float.intBitsToFloat((int) in.fixed(4)));
        }
        in.leave(outer);
    }

    private void add(float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
