package org.ossicle.audio;

import org.ossicle.error.AudioException;

/** Refuses samples that are not finite numbers, before they reach the state of a stream. */
public final class SampleCheck {
    private SampleCheck() {}

    /**
     * Reads {@code samples[offset .. offset + length - 1]} and nothing else.
     *
     * @param where who is asking, for the message
     * @param streamPosition position in the stream of {@code samples[offset]}, for the message
     * @throws AudioException naming the position of the first NaN or infinite sample
     */
    public static void requireFinite(
            String where, float[] samples, int offset, int length, long streamPosition) {
        if (timesZero(samples, offset, length) == 0) {
            return;
        }
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(samples[offset + i])) {
                throw notFinite(where, samples[offset + i], streamPosition + i);
            }
        }
    }

    /** The sum of all samples times zero: zero, or NaN if one of them is not finite. */
    private static float timesZero(float[] samples, int offset, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = offset;
        for (int end = offset + length - 3; i < end; i += 4) {
            s0 += samples[i] * 0f;
            s1 += samples[i + 1] * 0f;
            s2 += samples[i + 2] * 0f;
            s3 += samples[i + 3] * 0f;
        }
        for (; i < offset + length; i++) {
            s0 += samples[i] * 0f;
        }
        return (s0 + s1) + (s2 + s3);
    }

    static AudioException notFinite(String where, double sample, long streamPosition) {
        return new AudioException(
                where,
                "finite samples",
                sample + " at sample " + streamPosition,
                "find what produced it (often a division by zero or uninitialised memory)"
                        + " and offer these samples again without it");
    }
}
