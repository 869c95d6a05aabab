package org.ossicle.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Turns stored samples into floats: integers are divided by their most negative magnitude, so that
 * full scale maps onto [-1, 1); floats keep their value. Interleaving is left as it is.
 *
 * <p>Stateless; nothing is allocated. Output is written only where a result belongs.
 */
public final class PcmConverter {
    private static final float INT8_SCALE = 1f / 128;
    private static final float INT16_SCALE = 1f / 32768;
    private static final float INT24_SCALE = 1f / 8388608;
    private static final float INT32_SCALE = 1f / 2147483648f;

    private PcmConverter() {}

    /**
     * Converts 16-bit samples.
     *
     * @throws IndexOutOfBoundsException when a range does not lie within its array
     */
    public static void toFloat(
            short[] src, int srcOffset, int samples, float[] dst, int dstOffset) {
        Objects.checkFromIndexSize(srcOffset, samples, src.length);
        Objects.checkFromIndexSize(dstOffset, samples, dst.length);
        for (int i = 0; i < samples; i++) {
            dst[dstOffset + i] = src[srcOffset + i] * INT16_SCALE;
        }
    }

    /**
     * Converts {@code samples} samples that start at byte {@code srcIndex} of {@code src}. The
     * buffer's position and byte order play no part and are not changed.
     *
     * @param streamPosition position in the stream of the first sample, for messages
     * @throws org.ossicle.error.AudioException naming the position of a sample that is NaN or
     *     infinite; samples before it have been written by then
     * @throws IndexOutOfBoundsException when a range does not lie within its buffer or array
     */
    public static void toFloat(
            ByteBuffer src,
            int srcIndex,
            PcmEncoding encoding,
            int samples,
            float[] dst,
            int dstOffset,
            long streamPosition) {
        Objects.checkFromIndexSize(
                srcIndex, (long) samples * encoding.bytesPerSample(), (long) src.limit());
        Objects.checkFromIndexSize(dstOffset, samples, dst.length);
        boolean swap = src.order() == ByteOrder.BIG_ENDIAN;
        switch (encoding) {
            case UINT8:
                for (int i = 0; i < samples; i++) {
                    dst[dstOffset + i] = ((src.get(srcIndex + i) & 0xff) - 128) * INT8_SCALE;
                }
                break;
            case INT16:
                for (int i = 0; i < samples; i++) {
                    short v = src.getShort(srcIndex + 2 * i);
                    dst[dstOffset + i] = (swap ? Short.reverseBytes(v) : v) * INT16_SCALE;
                }
                break;
            case INT24:
                for (int i = 0; i < samples; i++) {
                    dst[dstOffset + i] = int24(src, srcIndex + 3 * i) * INT24_SCALE;
                }
                break;
            case INT32:
                for (int i = 0; i < samples; i++) {
                    dst[dstOffset + i] = intAt(src, srcIndex + 4 * i, swap) * INT32_SCALE;
                }
                break;
            case FLOAT32:
                for (int i = 0; i < samples; i++) {
                    dst[dstOffset + i] = Float.intBitsToFloat(intAt(src, srcIndex + 4 * i, swap));
                }
                break;
            case FLOAT64:
                for (int i = 0; i < samples; i++) {
                    dst[dstOffset + i] = (float) doubleAt(src, srcIndex + 8 * i, swap);
                }
                break;
            default:
                throw new AssertionError(encoding);
        }
        if (encoding.isFloatingPoint()) {
            SampleCheck.requireFinite(
                    "PCM of " + encoding, dst, dstOffset, samples, streamPosition);
        }
    }

    private static int int24(ByteBuffer src, int index) {
        return (src.get(index) & 0xff)
                | (src.get(index + 1) & 0xff) << 8
                | src.get(index + 2) << 16;
    }

    private static int intAt(ByteBuffer src, int index, boolean swap) {
        int v = src.getInt(index);
        return swap ? Integer.reverseBytes(v) : v;
    }

    private static double doubleAt(ByteBuffer src, int index, boolean swap) {
        long v = src.getLong(index);
        return Double.longBitsToDouble(swap ? Long.reverseBytes(v) : v);
    }
}
