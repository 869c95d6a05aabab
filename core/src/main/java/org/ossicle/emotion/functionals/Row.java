package org.ossicle.emotion.functionals;

/** A row of functionals that is being written, in the order of their definition. */
final class Row {
    private float[] values;
    private int next;

    /** Begins to write a row; an array of length 0 only counts. */
    void begin(float[] target) {
        values = target;
        next = 0;
    }

    void add(double value) {
        if (next < values.length) {
            values[next] = (float) value;
        }
        next++;
    }

    /** Values added so far. */
    int count() {
        return next;
    }
}
