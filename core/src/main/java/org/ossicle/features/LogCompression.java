package org.ossicle.features;

/** How the energy e of a filter becomes a feature. */
public enum LogCompression {
    /** ln(max(e, 2^-23)); the floor is the float epsilon, as in Kaldi. */
    NATURAL_FLOORED(0x1p-23f, false, 1f),
    /** ln(e + 2^-24), as in NeMo. */
    NATURAL_OFFSET(0x1p-24f, true, 1f),
    /** log10(max(e, 1e-10)), as in Whisper. */
    DECIMAL_FLOORED(1e-10f, false, 0.4342944819f);

    private final float guard;
    private final boolean added;
    private final float perNeper;

    LogCompression(float guard, boolean added, float perNeper) {
        this.guard = guard;
        this.added = added;
        this.perNeper = perNeper;
    }

    /** Replaces {@code count} energies, each 0 or more, by their features. */
    void apply(float[] energies, int offset, int count) {
        if (added) {
            for (int i = offset; i < offset + count; i++) {
                energies[i] += guard;
            }
        } else {
            for (int i = offset; i < offset + count; i++) {
                energies[i] = Math.max(energies[i], guard);
            }
        }
        FastLog.ln(energies, offset, count);
        if (perNeper != 1f) {
            for (int i = offset; i < offset + count; i++) {
                energies[i] *= perNeper;
            }
        }
    }
}
