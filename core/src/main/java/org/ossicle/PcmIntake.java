package org.ossicle;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.ossicle.audio.ChannelMixer;
import org.ossicle.audio.PcmConverter;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.audio.Resampler;
import org.ossicle.audio.SampleCheck;
import org.ossicle.error.AudioException;
import org.ossicle.error.OssicleException;
import org.ossicle.model.RecognizerPipeline;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Turns what the user hands over into slices of mono samples at the model's rate. {@code begin}
 * checks all samples of a call before any of them is taken. Allocates only when the format changes.
 */
final class PcmIntake {
    /** Half of what a pipeline takes at once, as the resampler may add samples it held back. */
    private static final int SLICE_MS = RecognizerPipeline.MAX_SLICE_MS / 2;

    private final String where;
    private final int modelRateHz;
    private final int channel;

    private PcmFormat format;
    private ChannelMixer mixer;
    private Resampler resampler;
    private int sliceFrames;
    private float[] interleaved = {};
    private float[] mono = {};
    private float[] samples = {};

    private float[] floats;
    private short[] shorts;
    private ByteBuffer bytes;
    private int at;
    private int framesLeft;
    private long framesTaken;

    /**
     * @param stream the class of the stream, for messages
     * @param channel the channel to take, or {@link StreamOptions#ALL_CHANNELS}
     */
    PcmIntake(String stream, int modelRateHz, int channel) {
        this.where = stream + ".accept";
        this.modelRateHz = modelRateHz;
        this.channel = channel;
    }

    void begin(float[] pcm, int offset, int length, PcmFormat given) {
        Objects.checkFromIndexSize(offset, length, pcm.length);
        require(given, PcmEncoding.FLOAT32);
        int frames = wholeFrames(length, given);
        long position = framesTaken * given.channels();
        SampleCheck.requireFinite(where, pcm, offset, length, position);
        use(given);
        floats = pcm;
        at = offset;
        framesLeft = frames;
    }

    void begin(short[] pcm, int offset, int length, PcmFormat given) {
        Objects.checkFromIndexSize(offset, length, pcm.length);
        require(given, PcmEncoding.INT16);
        int frames = wholeFrames(length, given);
        use(given);
        shorts = pcm;
        at = offset;
        framesLeft = frames;
    }

    void begin(ByteBuffer pcm, int offset, int length, PcmFormat given) {
        Objects.checkFromIndexSize(offset, length, pcm.limit());
        int frames = Math.toIntExact(given.framesIn(length));
        use(given);
        if (given.encoding().isFloatingPoint()) {
            requireFinite(pcm, offset, frames * given.channels());
        }
        bytes = pcm;
        at = offset;
        framesLeft = frames;
    }

    private void requireFinite(ByteBuffer pcm, int offset, int total) {
        PcmEncoding encoding = format.encoding();
        long position = framesTaken * format.channels();
        int done = 0;
        while (done < total) {
            int count = Math.min(total - done, interleaved.length);
            int index = offset + done * encoding.bytesPerSample();
            PcmConverter.toFloat(pcm, index, encoding, count, interleaved, 0, position + done);
            done += count;
        }
    }

    private void require(PcmFormat given, PcmEncoding encoding) {
        if (given.encoding() != encoding) {
            throw new AudioException(
                    where,
                    "a format of " + encoding + " for this type of array",
                    given.toString(),
                    "name the encoding of the array, or hand over bytes in a ByteBuffer");
        }
    }

    private int wholeFrames(int length, PcmFormat given) {
        if (length % given.channels() != 0) {
            throw new AudioException(
                    where,
                    "whole frames of " + given.channels() + " samples",
                    length + " samples",
                    "keep the rest of a split frame and send it with the samples that follow");
        }
        return length / given.channels();
    }

    private void use(PcmFormat given) {
        if (given.equals(format)) {
            return;
        }
        if (format != null && format.sampleRateHz() != given.sampleRateHz() && framesTaken > 0) {
            throw new AudioException(
                    where,
                    format.sampleRateHz() + " Hz, as the stream began",
                    given.sampleRateHz() + " Hz",
                    "finish the stream and reset it before the rate changes");
        }
        ChannelMixer newMixer =
                channel == StreamOptions.ALL_CHANNELS
                        ? ChannelMixer.mean(given.channels())
                        : ChannelMixer.pick(channel, given.channels());
        if (resampler == null || resampler.inputRateHz() != given.sampleRateHz()) {
            resampler = new Resampler(given.sampleRateHz(), modelRateHz);
        }
        sliceFrames = given.sampleRateHz() * SLICE_MS / 1000;
        interleaved = new float[sliceFrames * given.channels()];
        mono = new float[sliceFrames];
        mixer = newMixer;
        format = given;
    }

    /** Whether samples of the present call are left. */
    boolean hasMore() {
        return framesLeft > 0;
    }

    /** Converts the next slice into {@link #samples()}; returns how many samples it gave. */
    int next() {
        int frames = Math.min(framesLeft, sliceFrames);
        int count = frames * format.channels();
        if (floats != null) {
            mixer.mix(floats, at, frames, mono, 0);
            at += count;
        } else if (shorts != null) {
            PcmConverter.toFloat(shorts, at, count, interleaved, 0);
            mixer.mix(interleaved, 0, frames, mono, 0);
            at += count;
        } else {
            PcmEncoding encoding = format.encoding();
            long position = framesTaken * format.channels();
            PcmConverter.toFloat(bytes, at, encoding, count, interleaved, 0, position);
            mixer.mix(interleaved, 0, frames, mono, 0);
            at += count * encoding.bytesPerSample();
        }
        framesLeft -= frames;
        framesTaken += frames;
        makeRoom(resampler.outputBound(frames));
        return resampler.process(mono, 0, frames, samples, 0);
    }

    /** Gives what the resampler still holds, at the end of the stream. */
    int flush() {
        if (resampler == null) {
            return 0;
        }
        makeRoom(resampler.outputBound(0));
        return resampler.flush(samples, 0);
    }

    private void makeRoom(int count) {
        if (samples.length < count) {
            samples = new float[count + count / 4 + 16];
        }
    }

    /** The samples of the last {@link #next} or {@link #flush}. */
    float[] samples() {
        return samples;
    }

    /** Lets go of the user's samples, at the end of a call. */
    void end() {
        floats = null;
        shorts = null;
        bytes = null;
        framesLeft = 0;
    }

    /** Writes the format of the stream so far and where it stands; called between calls. */
    void save(SnapshotWriter writer) {
        writer.section("input");
        writer.putBoolean(format != null);
        if (format != null) {
            writer.putInt(format.sampleRateHz());
            writer.putInt(format.channels());
            writer.putText(format.encoding().name());
            writer.putLong(framesTaken);
            resampler.save(writer);
        }
    }

    /** Takes over what {@link #save} of an intake for the same rate and channel wrote. */
    void restore(SnapshotReader reader) {
        restart();
        reader.section("input");
        if (!reader.getBoolean()) {
            return;
        }
        int rateHz = reader.getInt();
        int channels = reader.getInt();
        String encoding = reader.getText();
        try {
            use(new PcmFormat(rateHz, channels, PcmEncoding.valueOf(encoding)));
        } catch (OssicleException | IllegalArgumentException e) {
            throw reader.refused(e);
        }
        framesTaken = reader.getPosition();
        resampler.restore(reader);
    }

    /** Begins a new stream, in any format. */
    void restart() {
        end();
        framesTaken = 0;
        if (resampler != null) {
            resampler.reset();
        }
    }
}
