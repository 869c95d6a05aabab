package org.ossicle.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.ossicle.error.AudioException;

/** Little-endian fields of a RIFF stream, read front to back; an early end is an AudioException. */
final class RiffInput {
    private final String name;
    private final InputStream in;

    RiffInput(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    String name() {
        return name;
    }

    String fourCharacters(String what) throws IOException {
        return new String(bytes(4, what), StandardCharsets.ISO_8859_1);
    }

    long unsignedInt(String what) throws IOException {
        return intAt(bytes(4, what), 0);
    }

    byte[] bytes(int count, String what) throws IOException {
        byte[] read = in.readNBytes(count);
        if (read.length < count) {
            throw endsEarly(what);
        }
        return read;
    }

    void skip(long count, String what) throws IOException {
        byte[] sink = new byte[(int) Math.min(count, 8192)];
        for (long left = count; left > 0; ) {
            int read = in.read(sink, 0, (int) Math.min(left, sink.length));
            if (read < 0) {
                throw endsEarly(what);
            }
            left -= read;
        }
    }

    private AudioException endsEarly(String what) {
        return new AudioException(
                name, what, "the end of the file", "check that the file was copied completely");
    }

    static int shortAt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    static long intAt(byte[] bytes, int at) {
        return shortAt(bytes, at) | (long) shortAt(bytes, at + 2) << 16;
    }

    static long longAt(byte[] bytes, int at) {
        return intAt(bytes, at) | intAt(bytes, at + 4) << 32;
    }
}
