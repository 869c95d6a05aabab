package org.ossicle.audio;

import java.io.IOException;
import org.ossicle.error.AudioException;

/**
 * What stands before the samples of a WAV file.
 *
 * @param format of the samples
 * @param dataBytes bytes of samples that follow, or {@link #UNTIL_END} where only the end of the
 *     file tells
 */
record WavHeader(PcmFormat format, long dataBytes) {
    static final long UNTIL_END = -1;

    private static final long SIZE_UNKNOWN = 0xffffffffL;

    /** What SoX and espeak-ng write into a pipe, less what is no whole frame. */
    private static final long SIZE_UNKNOWN_TOO = 0x7ffff000L;

    private static final int MIN_FORMAT_BYTES = 16;
    private static final int EXTENSIBLE_FORMAT_BYTES = 40;
    private static final int TAG_INTEGER = 1;
    private static final int TAG_FLOAT = 3;
    private static final int TAG_EXTENSIBLE = 0xfffe;

    /** The end of a sub-format identifier, after the two bytes that hold the tag. */
    private static final byte[] SUBFORMAT_TAIL = {
        0, 0, 0, 0, 16, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
    };

    /** Reads up to the first sample. Chunks other than format, size and data are skipped. */
    static WavHeader read(RiffInput in) throws IOException {
        String container = in.fourCharacters("a RIFF header");
        if (!container.equals("RIFF") && !container.equals("RF64") && !container.equals("BW64")) {
            throw unsupported(in, "a WAV file, which starts with RIFF or RF64", container);
        }
        in.unsignedInt("the RIFF size");
        String kind = in.fourCharacters("the RIFF form");
        if (!kind.equals("WAVE")) {
            throw unsupported(in, "the RIFF form WAVE", kind);
        }
        PcmFormat format = null;
        long longDataBytes = UNTIL_END;
        while (true) {
            String chunk = in.fourCharacters("a data chunk");
            long bytes = in.unsignedInt("the size of chunk '" + chunk + "'");
            if (chunk.equals("data")) {
                if (format == null) {
                    throw unsupported(in, "a format chunk before the data", "none");
                }
                if (bytes == SIZE_UNKNOWN) {
                    return new WavHeader(format, longDataBytes);
                }
                int frame = format.bytesPerFrame();
                boolean unknown = bytes / frame == SIZE_UNKNOWN_TOO / frame;
                return new WavHeader(format, unknown ? UNTIL_END : bytes);
            }
            if (chunk.equals("fmt ")) {
                format = readFormat(in, bytes);
            } else if (chunk.equals("ds64") && bytes >= 2 * Long.BYTES) {
                byte[] sizes = in.bytes(2 * Long.BYTES, "64-bit sizes");
                longDataBytes = RiffInput.longAt(sizes, Long.BYTES);
                in.skip(bytes + (bytes & 1) - sizes.length, "chunk 'ds64'");
            } else {
                in.skip(bytes + (bytes & 1), "chunk '" + chunk + "'");
            }
        }
    }

    private static PcmFormat readFormat(RiffInput in, long bytes) throws IOException {
        if (bytes < MIN_FORMAT_BYTES) {
            throw unsupported(
                    in,
                    "a format chunk of " + MIN_FORMAT_BYTES + " bytes or more",
                    bytes + " bytes");
        }
        byte[] chunk = in.bytes((int) Math.min(bytes, EXTENSIBLE_FORMAT_BYTES), "the format");
        in.skip(bytes + (bytes & 1) - chunk.length, "the format");
        int tag = RiffInput.shortAt(chunk, 0);
        int channels = RiffInput.shortAt(chunk, 2);
        long sampleRateHz = RiffInput.intAt(chunk, 4);
        int bytesPerFrame = RiffInput.shortAt(chunk, 12);
        int bitsPerSample = RiffInput.shortAt(chunk, 14);
        if (tag == TAG_EXTENSIBLE) {
            tag = subFormat(in, chunk);
        }
        PcmEncoding encoding = encoding(in, tag, bitsPerSample);
        if (sampleRateHz > PcmFormat.MAX_SAMPLE_RATE_HZ) {
            throw unsupported(
                    in, "at most " + PcmFormat.MAX_SAMPLE_RATE_HZ + " Hz", sampleRateHz + " Hz");
        }
        PcmFormat format = new PcmFormat((int) sampleRateHz, channels, encoding);
        if (bytesPerFrame != format.bytesPerFrame()) {
            throw unsupported(
                    in,
                    format.bytesPerFrame() + " bytes per frame of " + format,
                    Integer.toString(bytesPerFrame));
        }
        return format;
    }

    private static int subFormat(RiffInput in, byte[] chunk) {
        boolean known = chunk.length == EXTENSIBLE_FORMAT_BYTES;
        for (int i = 0; known && i < SUBFORMAT_TAIL.length; i++) {
            known = chunk[26 + i] == SUBFORMAT_TAIL[i];
        }
        if (!known) {
            throw unsupported(in, "an integer or float sub-format", "another one");
        }
        return RiffInput.shortAt(chunk, 24);
    }

    private static PcmEncoding encoding(RiffInput in, int tag, int bitsPerSample) {
        if (tag == TAG_INTEGER) {
            switch (bitsPerSample) {
                case 8:
                    return PcmEncoding.UINT8;
                case 16:
                    return PcmEncoding.INT16;
                case 24:
                    return PcmEncoding.INT24;
                case 32:
                    return PcmEncoding.INT32;
                default:
                    throw unsupported(
                            in, "integers of 8, 16, 24 or 32 bits", bitsPerSample + " bits");
            }
        }
        if (tag == TAG_FLOAT) {
            switch (bitsPerSample) {
                case 32:
                    return PcmEncoding.FLOAT32;
                case 64:
                    return PcmEncoding.FLOAT64;
                default:
                    throw unsupported(in, "floats of 32 or 64 bits", bitsPerSample + " bits");
            }
        }
        throw unsupported(
                in, "format tag 1 (integer), 3 (float) or 65534 (extensible)", "tag " + tag);
    }

    private static AudioException unsupported(RiffInput in, String expected, String found) {
        return new AudioException(
                in.name(),
                expected,
                found,
                "convert the file to integer or float PCM in a WAV file");
    }
}
