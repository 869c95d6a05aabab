package org.ossicle.tck;

import java.nio.ByteBuffer;

/** The inputs and outputs of a stream as arrays. */
final class Floats {
    private Floats() {}

    static void put(ByteBuffer input, float... values) {
        input.asFloatBuffer().put(values);
    }

    static float[] of(ByteBuffer output) {
        float[] values = new float[output.capacity() / Float.BYTES];
        output.asFloatBuffer().get(values);
        return values;
    }
}
