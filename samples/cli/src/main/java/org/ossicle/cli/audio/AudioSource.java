package org.ossicle.cli.audio;

import java.io.Closeable;
import java.io.IOException;

/** The PCM of one input, read once from front to back by one thread. */
public interface AudioSource extends Closeable {
    int sampleRateHz();

    int channels();

    /** Frames in all, one sample per channel each; -1 if only the end will tell. */
    long totalFrames();

    /**
     * Reads whole frames, channels interleaved, samples in [-1, 1]; at least one, and no more than
     * are there without waiting longer.
     *
     * @param target room for {@code maxFrames * channels} samples from {@code offset}
     * @param maxFrames at least 1
     * @return frames read, or -1 at the end
     * @throws org.ossicle.error.AudioException if the input turns out to be damaged
     */
    int read(float[] target, int offset, int maxFrames) throws IOException;
}
