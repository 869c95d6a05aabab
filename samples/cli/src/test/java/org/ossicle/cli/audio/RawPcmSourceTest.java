package org.ossicle.cli.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;

class RawPcmSourceTest {
    private static final byte[] BYTES = {0, 0, 1, 0, -1, 127, 0, -128, -1, -1};
    private static final float[] SAMPLES = {
        0f, 1f / 32768f, 32767f / 32768f, -1f, -1f / 32768f,
    };

    @Test
    void readsLittleEndianSamples() throws IOException {
        assertArrayEquals(SAMPLES, readAll(new ByteArrayInputStream(BYTES)));
    }

    @Test
    void joinsSamplesThatArriveInHalves() throws IOException {
        InputStream oddPieces =
                new ByteArrayInputStream(BYTES) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        return super.read(target, offset, Math.min(length, 3));
                    }
                };
        assertArrayEquals(SAMPLES, readAll(oddPieces));
    }

    @Test
    void refusesHalfASampleAtTheEnd() {
        assertThrows(
                AudioException.class,
                () -> readAll(new ByteArrayInputStream(new byte[] {1, 2, 3})));
    }

    private static float[] readAll(InputStream input) throws IOException {
        return Samples.readAll(new RawPcmSource("test", input, PcmFormat.monoInt16(16_000)));
    }
}
