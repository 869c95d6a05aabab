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
     * Reads whole frames into the front of {@code target}, channels interleaved, samples in [-1,
     * 1].
     *
     * @param target room for at least one frame
     * @return the number of samples read, a multiple of the channels, or -1 at the end
     * @throws org.ossicle.error.AudioException if the input turns out to be damaged
     */
    int read(float[] target) throws IOException;
}
