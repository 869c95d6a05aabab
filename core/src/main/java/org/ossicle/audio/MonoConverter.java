package org.ossicle.audio;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.ossicle.error.AudioException;

/**
 * The way of one stream from PCM as it is captured to mono floats at a model's rate: decode, mix,
 * resample. What reaches the sink does not depend on how the input was cut into calls.
 *
 * <p>A call that is refused (part of a frame, a sample that is not finite) leaves no trace: nothing
 * has been written to the sink and the stream may go on with other samples.
 *
 * <p>For one owner. Nothing is allocated after construction.
 */
public final class MonoConverter {
    private static final int BLOCK_FRAMES = 1024;

    private final PcmFormat format;
    private final ChannelMixer mixer;
    private final Resampler resampler;
    private final SampleSink sink;
    private final float[] interleaved;
    private final float[] mono;
    private final float[] resampled;
    private long framesTaken;

    /**
     * @param format of the samples that will be written; floats and 16-bit arrays may be written
     *     whatever its encoding says
     * @param mixer made for as many channels as the format has
     * @param outputRateHz rate of the samples that the sink gets
     * @throws AudioException when the mixer is for another number of channels, or the rate is
     *     impossible
     */
    public MonoConverter(PcmFormat format, ChannelMixer mixer, int outputRateHz, SampleSink sink) {
        if (mixer.channels() != format.channels()) {
            throw new AudioException(
                    "MonoConverter",
                    "a mixer for " + format.channels() + " channels, as the format has",
                    "one for " + mixer.channels(),
                    "make the mixer with the channels of the format");
        }
        this.format = format;
        this.mixer = mixer;
        this.resampler = new Resampler(format.sampleRateHz(), outputRateHz);
        this.sink = Objects.requireNonNull(sink, "sink");
        this.interleaved = new float[BLOCK_FRAMES * format.channels()];
        this.mono = new float[BLOCK_FRAMES];
        this.resampled = new float[resampler.blockBound(BLOCK_FRAMES)];
    }

    /** Frames taken since the stream began. */
    public long framesTaken() {
        return framesTaken;
    }

    /**
     * Takes interleaved floats.
     *
     * @param length samples, a multiple of the channels; only {@code samples[offset .. offset +
     *     length - 1]} are read
     * @throws AudioException when a frame is incomplete or a sample is not finite
     */
    public void write(float[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        int frames = requireWholeFrames(length);
        SampleCheck.requireFinite("audio input", samples, offset, length, position());
        for (int done = 0; done < frames; ) {
            int block = Math.min(BLOCK_FRAMES, frames - done);
            pass(samples, offset + done * format.channels(), block);
            done += block;
        }
    }

    /** Takes interleaved 16-bit samples; otherwise as {@link #write(float[], int, int)}. */
    public void write(short[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        int frames = requireWholeFrames(length);
        int channels = format.channels();
        for (int done = 0; done < frames; ) {
            int block = Math.min(BLOCK_FRAMES, frames - done);
            PcmConverter.toFloat(
                    samples, offset + done * channels, block * channels, interleaved, 0);
            pass(interleaved, 0, block);
            done += block;
        }
    }

    /**
     * Takes all bytes between the buffer's position and limit, stored as the format says, and moves
     * the position to the limit.
     *
     * @throws AudioException when a frame is incomplete or a sample is not finite; the position has
     *     not moved then
     */
    public void write(ByteBuffer pcm) {
        int frames = (int) format.framesIn(pcm.remaining());
        int channels = format.channels();
        if (format.encoding().isFloatingPoint()) {
            for (int done = 0; done < frames; done += BLOCK_FRAMES) {
                decode(pcm, done, Math.min(BLOCK_FRAMES, frames - done));
            }
        }
        for (int done = 0; done < frames; ) {
            int block = Math.min(BLOCK_FRAMES, frames - done);
            decode(pcm, 0, block);
            pcm.position(pcm.position() + block * format.bytesPerFrame());
            pass(interleaved, 0, block);
            done += block;
        }
    }

    /** Ends the stream: hands on what the resampler held back. The next write starts a new one. */
    public void finish() {
        int written = resampler.flush(resampled, 0);
        framesTaken = 0;
        if (written > 0) {
            sink.accept(resampled, 0, written);
        }
    }

    /** Forgets the stream without handing on what was held back. */
    public void reset() {
        resampler.reset();
        framesTaken = 0;
    }

    private void decode(ByteBuffer pcm, int frameOffset, int frames) {
        PcmConverter.toFloat(
                pcm,
                pcm.position() + frameOffset * format.bytesPerFrame(),
                format.encoding(),
                frames * format.channels(),
                interleaved,
                0,
                position() + (long) frameOffset * format.channels());
    }

    private void pass(float[] samples, int offset, int frames) {
        mixer.mix(samples, offset, frames, mono, 0);
        int written = resampler.process(mono, 0, frames, resampled, 0);
        framesTaken += frames;
        if (written > 0) {
            sink.accept(resampled, 0, written);
        }
    }

    private long position() {
        return framesTaken * format.channels();
    }

    private int requireWholeFrames(int samples) {
        if (samples % format.channels() != 0) {
            throw new AudioException(
                    "audio input",
                    "whole frames of " + format.channels() + " samples",
                    samples + " samples",
                    "keep the rest of a split frame and send it with the samples that follow");
        }
        return samples / format.channels();
    }
}
