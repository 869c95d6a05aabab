package org.ossicle.cli.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.ossicle.audio.PcmConverter;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;

/**
 * PCM without a header, in a format agreed beforehand. Gives what has arrived, as live input needs.
 */
final class RawPcmSource implements AudioSource {
    private static final int BUFFER_BYTES = 1 << 14;

    private final String name;
    private final InputStream input;
    private final PcmFormat format;
    private final byte[] bytes;
    private final ByteBuffer view;
    private int held;
    private long framesRead;

    /**
     * @param name what messages call the input
     * @param input closed by {@link #close()}
     */
    RawPcmSource(String name, InputStream input, PcmFormat format) {
        this.name = name;
        this.input = input;
        this.format = format;
        bytes = new byte[BUFFER_BYTES / format.bytesPerFrame() * format.bytesPerFrame()];
        view = ByteBuffer.wrap(bytes);
    }

    @Override
    public int sampleRateHz() {
        return format.sampleRateHz();
    }

    @Override
    public int channels() {
        return format.channels();
    }

    @Override
    public long totalFrames() {
        return -1;
    }

    @Override
    public int read(float[] target, int offset, int maxFrames) throws IOException {
        int frameBytes = format.bytesPerFrame();
        int wanted = (int) Math.min((long) maxFrames * frameBytes, bytes.length);
        while (held < frameBytes) {
            int read = input.read(bytes, held, wanted - held);
            if (read < 0) {
                return atEnd();
            }
            held += read;
        }
        int frames = held / frameBytes;
        int samples = frames * channels();
        long position = framesRead * channels();
        PcmConverter.toFloat(view, 0, format.encoding(), samples, target, offset, position);
        int used = frames * frameBytes;
        System.arraycopy(bytes, used, bytes, 0, held - used);
        held -= used;
        framesRead += frames;
        return frames;
    }

    private int atEnd() {
        if (held != 0) {
            throw new AudioException(
                    name,
                    "whole frames of " + format.bytesPerFrame() + " bytes, as " + format + " has",
                    held + " bytes more at the end",
                    "send PCM of that format, without a header");
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
