package org.ossicle.audio;

import java.util.Objects;
import org.ossicle.error.AudioException;

/**
 * Makes one channel out of several, either their mean or one of them. Immutable, so one mixer may
 * serve any number of streams.
 */
public final class ChannelMixer {
    private static final int MEAN = -1;

    private final int channels;
    private final int picked;

    private ChannelMixer(int channels, int picked) {
        this.channels = channels;
        this.picked = picked;
    }

    /** The mean of all channels; the plain choice for music-like or room recordings. */
    public static ChannelMixer mean(int channels) {
        requireChannels(channels);
        return new ChannelMixer(channels, channels == 1 ? 0 : MEAN);
    }

    /**
     * One channel alone, for recordings that keep the parties of a call apart.
     *
     * @param channel counted from 0
     * @throws AudioException when there is no such channel
     */
    public static ChannelMixer pick(int channel, int channels) {
        requireChannels(channels);
        if (channel < 0 || channel >= channels) {
            throw new AudioException(
                    "ChannelMixer.pick",
                    "a channel from 0 to " + (channels - 1),
                    Integer.toString(channel),
                    "channels are counted from 0");
        }
        return new ChannelMixer(channels, channel);
    }

    /** The number of channels of the input, side by side in each frame. */
    public int channels() {
        return channels;
    }

    /**
     * Writes {@code frames} mono samples.
     *
     * @param interleaved {@code frames * channels()} samples from {@code offset}; may be the same
     *     array as {@code mono} as long as {@code monoOffset <= offset}
     * @throws IndexOutOfBoundsException when a range does not lie within its array
     */
    public void mix(float[] interleaved, int offset, int frames, float[] mono, int monoOffset) {
        Objects.checkFromIndexSize(offset, (long) frames * channels, (long) interleaved.length);
        Objects.checkFromIndexSize(monoOffset, frames, mono.length);
        if (picked != MEAN) {
            for (int i = 0; i < frames; i++) {
                mono[monoOffset + i] = interleaved[offset + i * channels + picked];
            }
            return;
        }
        float share = 1f / channels;
        for (int i = 0; i < frames; i++) {
            int at = offset + i * channels;
            float sum = interleaved[at];
            for (int c = 1; c < channels; c++) {
                sum += interleaved[at + c];
            }
            mono[monoOffset + i] = sum * share;
        }
    }

    private static void requireChannels(int channels) {
        if (channels < 1 || channels > PcmFormat.MAX_CHANNELS) {
            throw new AudioException(
                    "ChannelMixer",
                    "1 to " + PcmFormat.MAX_CHANNELS + " channels",
                    Integer.toString(channels),
                    "give the number of interleaved channels of the audio");
        }
    }
}
