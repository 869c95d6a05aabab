package org.ossicle.cli.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.TargetDataLine;
import org.ossicle.error.AudioException;

/**
 * What a capture line records, until it is closed, from any thread: a read that waits for sound
 * then returns what came, and the next one tells the end.
 *
 * <p>A line that has lost its device gives nothing and does not wait either. A device that records
 * gives silence at least, so nothing for two seconds means that it is gone.
 */
final class LineInputStream extends InputStream {
    private static final long MOST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MS = 10;

    private final TargetDataLine line;
    private final int frameBytes;
    private volatile boolean closed;

    /**
     * @param line started; closed with the stream
     */
    LineInputStream(TargetDataLine line) {
        this.line = line;
        this.frameBytes = line.getFormat().getFrameSize();
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("a line gives whole frames");
    }

    /**
     * @param length at least a frame
     * @throws AudioException if the device gives nothing any more
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int wanted = length - length % frameBytes;
        long start = System.nanoTime();
        while (!closed) {
            int read = line.read(target, offset, wanted);
            if (read > 0) {
                return read;
            }
            if (!closed && System.nanoTime() - start > MOST_IDLE_NANOS) {
                throw new AudioException(
                        "microphone",
                        "sound, or silence at least",
                        "nothing for 2 s",
                        "connect the device again and start anew");
            }
            pause();
        }
        return -1;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while recording", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        line.stop();
        line.close();
    }
}
