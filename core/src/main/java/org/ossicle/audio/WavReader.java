package org.ossicle.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.ossicle.error.AudioException;

/**
 * Reads a WAV file or stream front to back with a small fixed buffer, however long it is.
 *
 * <p>Accepted: RIFF, RF64 and BW64 containers; integer samples of 8, 16, 24 and 32 bits, float
 * samples of 32 and 64 bits, plain or extensible; any other chunk is skipped; a data size of
 * 0xFFFFFFFF or 0x7FFFF000, as programs write that cannot seek back, means "until the end".
 * Everything else raises {@link AudioException} with the name of the input.
 *
 * <p>For one owner. Reading samples allocates nothing.
 */
public final class WavReader implements AutoCloseable {
    /** What to do with a file that ends before its header says, or within a frame. */
    public enum Truncation {
        /** Deliver the whole frames there are, then raise an AudioException. */
        REFUSE,
        /** Deliver the whole frames there are, then end. */
        ACCEPT
    }

    private static final int BUFFER_BYTES = 1 << 15;

    private final String name;
    private final InputStream in;
    private final Truncation truncation;
    private final PcmFormat format;
    private final long dataBytes;
    private final byte[] bytes;
    private final ByteBuffer view;
    private int held;
    private long taken;
    private long framesRead;

    private WavReader(String name, InputStream in, Truncation truncation) throws IOException {
        this.name = name;
        this.in = in;
        this.truncation = Objects.requireNonNull(truncation, "truncation");
        WavHeader header = WavHeader.read(new RiffInput(name, in));
        this.format = header.format();
        this.dataBytes = header.dataBytes();
        int frameBytes = format.bytesPerFrame();
        this.bytes = new byte[BUFFER_BYTES / frameBytes * frameBytes];
        this.view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Opens a file that must be complete.
     *
     * @throws AudioException when it is not a WAV file of an accepted kind
     */
    public static WavReader open(Path file) throws IOException {
        return open(file, Truncation.REFUSE);
    }

    /** Opens a file; {@code truncation} says what to do if it ends too early. */
    public static WavReader open(Path file, Truncation truncation) throws IOException {
        return open(file.toString(), Files.newInputStream(file), truncation);
    }

    /**
     * Reads from a stream, which the reader owns from here on, and closes even if this call fails.
     *
     * @param name what to call the stream in messages
     */
    public static WavReader open(String name, InputStream in, Truncation truncation)
            throws IOException {
        try {
            return new WavReader(name, new BufferedInputStream(in), truncation);
        } catch (IOException | RuntimeException e) {
            try (in) {
                throw e;
            }
        }
    }

    /** What the header says of the samples. */
    public PcmFormat format() {
        return format;
    }

    /** Whole frames that the header promises, or -1 where only the end of the stream tells. */
    public long totalFrames() {
        return dataBytes == WavHeader.UNTIL_END ? -1 : dataBytes / format.bytesPerFrame();
    }

    /**
     * Reads whole frames, channels interleaved, as many as have arrived and fit, at least one.
     *
     * @param target room for {@code maxFrames * channels} samples from {@code offset}
     * @param maxFrames at least 1
     * @return frames read, or -1 at the end
     * @throws AudioException when the data ends too early and that is refused, or a sample is not
     *     finite
     * @throws IndexOutOfBoundsException when the frames do not fit into {@code target}
     */
    public int read(float[] target, int offset, int maxFrames) throws IOException {
        int channels = format.channels();
        int frameBytes = format.bytesPerFrame();
        Objects.checkFromIndexSize(offset, (long) maxFrames * channels, (long) target.length);
        if (maxFrames < 1) {
            throw new IllegalArgumentException("maxFrames must be positive, not " + maxFrames);
        }
        int wanted = (int) Math.min((long) maxFrames * frameBytes, bytes.length);
        while (held < frameBytes) {
            long left = dataBytes == WavHeader.UNTIL_END ? wanted : dataBytes - taken;
            int read = left == 0 ? -1 : in.read(bytes, held, (int) Math.min(wanted - held, left));
            if (read < 0) {
                return atEnd();
            }
            held += read;
            taken += read;
        }
        int frames = held / frameBytes;
        PcmConverter.toFloat(
                view,
                0,
                format.encoding(),
                frames * channels,
                target,
                offset,
                framesRead * channels);
        int used = frames * frameBytes;
        System.arraycopy(bytes, used, bytes, 0, held - used);
        held -= used;
        framesRead += frames;
        return frames;
    }

    private int atEnd() {
        boolean early = dataBytes != WavHeader.UNTIL_END && taken < dataBytes;
        if (truncation == Truncation.REFUSE && (early || held > 0)) {
            throw new AudioException(
                    name,
                    early ? totalFrames() + " frames, as its header says" : "whole frames",
                    framesRead + " frames" + (held > 0 ? " and " + held + " bytes" : ""),
                    "copy the file again, or open it with Truncation.ACCEPT to take what is there");
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
