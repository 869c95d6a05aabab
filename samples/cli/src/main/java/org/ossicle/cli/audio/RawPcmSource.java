package org.ossicle.cli.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.ossicle.audio.PcmConverter;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.error.AudioException;

/**
 * Headerless PCM: 16 kHz, 16 bit, mono, little-endian. Returns what has arrived, so it suits live
 * input.
 */
final class RawPcmSource implements AudioSource {
    static final int SAMPLE_RATE_HZ = 16_000;

    private static final int SAMPLE_BYTES = 2;

    private final String name;
    private final InputStream input;
    private final byte[] bytes = new byte[1 << 14];
    private final ByteBuffer view = ByteBuffer.wrap(bytes);
    private long samplesRead;
    private int held;

    RawPcmSource(String name, InputStream input) {
        this.name = name;
        this.input = input;
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public long totalFrames() {
        return -1;
    }

    @Override
    public int read(float[] target) throws IOException {
        int wanted = Math.min(target.length, bytes.length / SAMPLE_BYTES) * SAMPLE_BYTES;
        while (held < SAMPLE_BYTES) {
            int read = input.read(bytes, held, wanted - held);
            if (read < 0) {
                return atEnd();
            }
            held += read;
        }
        int samples = held / SAMPLE_BYTES;
        PcmConverter.toFloat(view, 0, PcmEncoding.INT16, samples, target, 0, samplesRead);
        samplesRead += samples;
        held -= samples * SAMPLE_BYTES;
        if (held > 0) {
            bytes[0] = bytes[samples * SAMPLE_BYTES];
        }
        return samples;
    }

    private int atEnd() {
        if (held != 0) {
            throw new AudioException(
                    name,
                    "16-bit samples, an even number of bytes",
                    "half a sample at the end",
                    "send raw 16 kHz 16-bit mono little-endian PCM");
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
