package org.ossicle.audio;

/**
 * How one sample is stored. Multi-byte samples are little-endian, as in WAV files and in the
 * capture devices of every platform this library runs on.
 */
public enum PcmEncoding {
    /** Unsigned 8-bit integer, 128 is silence. */
    UINT8(1),
    /** Signed 16-bit integer. */
    INT16(2),
    /** Signed 24-bit integer in three bytes. */
    INT24(3),
    /** Signed 32-bit integer. */
    INT32(4),
    /** IEEE float, nominally within [-1, 1]. */
    FLOAT32(4),
    /** IEEE double, nominally within [-1, 1]. */
    FLOAT64(8);

    private final int bytesPerSample;

    PcmEncoding(int bytesPerSample) {
        this.bytesPerSample = bytesPerSample;
    }

    /** Bytes of one sample of one channel. */
    public int bytesPerSample() {
        return bytesPerSample;
    }

    /** True where a sample may be NaN or infinite. */
    public boolean isFloatingPoint() {
        return this == FLOAT32 || this == FLOAT64;
    }
}
