package org.ossicle.audio;

import java.util.Objects;
import org.ossicle.error.AudioException;

/**
 * What a run of PCM bytes means. A frame is one sample of every channel, stored side by side.
 *
 * @param sampleRateHz frames per second, {@value #MIN_SAMPLE_RATE_HZ} to {@value
 *     #MAX_SAMPLE_RATE_HZ}
 * @param channels 1 to {@value #MAX_CHANNELS}
 * @param encoding how one sample is stored
 */
public record PcmFormat(int sampleRateHz, int channels, PcmEncoding encoding) {
    /** The lowest rate that is taken, in frames per second. */
    public static final int MIN_SAMPLE_RATE_HZ = 1_000;

    /** The highest rate that is taken, in frames per second. */
    public static final int MAX_SAMPLE_RATE_HZ = 768_000;

    /** The most channels that a frame may have. */
    public static final int MAX_CHANNELS = 64;

    /**
     * @throws AudioException when the rate or the channel count is outside its range
     */
    public PcmFormat {
        requireSampleRate("PcmFormat.sampleRateHz", sampleRateHz);
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new AudioException(
                    "PcmFormat.channels",
                    "1 to " + MAX_CHANNELS + " channels",
                    Integer.toString(channels),
                    "give the number of interleaved channels of the audio");
        }
        Objects.requireNonNull(encoding, "encoding");
    }

    /** One channel of floats. */
    public static PcmFormat monoFloat32(int sampleRateHz) {
        return new PcmFormat(sampleRateHz, 1, PcmEncoding.FLOAT32);
    }

    /** One channel of 16-bit integers, what most microphones and telephone gateways deliver. */
    public static PcmFormat monoInt16(int sampleRateHz) {
        return new PcmFormat(sampleRateHz, 1, PcmEncoding.INT16);
    }

    /** Bytes of one sample of every channel. */
    public int bytesPerFrame() {
        return channels * encoding.bytesPerSample();
    }

    /**
     * Number of frames in so many bytes.
     *
     * @throws AudioException when the bytes end within a frame
     */
    public long framesIn(long bytes) {
        if (bytes < 0 || bytes % bytesPerFrame() != 0) {
            throw new AudioException(
                    "PCM of " + this,
                    "whole frames of " + bytesPerFrame() + " bytes",
                    bytes + " bytes",
                    "keep the rest of a split frame and send it with the bytes that follow");
        }
        return bytes / bytesPerFrame();
    }

    static void requireSampleRate(String where, int sampleRateHz) {
        if (sampleRateHz < MIN_SAMPLE_RATE_HZ || sampleRateHz > MAX_SAMPLE_RATE_HZ) {
            throw new AudioException(
                    where,
                    MIN_SAMPLE_RATE_HZ + " to " + MAX_SAMPLE_RATE_HZ + " Hz",
                    sampleRateHz + " Hz",
                    "give the rate at which the audio was recorded, in samples per second");
        }
    }
}
