package org.ossicle.cli;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.cli.audio.AudioSource;

/** Hands an input to a stream in pieces of equal length. */
final class Chunks {
    private Chunks() {}

    /** Takes samples, as the streams of the library do. */
    @FunctionalInterface
    interface Sink {
        void accept(float[] pcm, int offset, int length, PcmFormat format);
    }

    /**
     * Reads an input to its end.
     *
     * @param chunkMs length of a piece, at least 1
     * @param progress told the number of frames taken so far after each piece
     * @return the length of the input in seconds
     */
    static double feed(AudioSource source, int chunkMs, Sink sink, LongConsumer progress)
            throws IOException {
        int rateHz = source.sampleRateHz();
        PcmFormat format = new PcmFormat(rateHz, source.channels(), PcmEncoding.FLOAT32);
        int chunkFrames = (int) Math.max(1, (long) rateHz * chunkMs / 1000);
        float[] chunk = new float[chunkFrames * format.channels()];
        long frames = 0;
        int read;
        do {
            read = fill(source, chunk, chunkFrames);
            if (read > 0) {
                sink.accept(chunk, 0, read * format.channels(), format);
            }
            frames += read;
            progress.accept(frames);
        } while (read == chunkFrames);
        return frames / (double) rateHz;
    }

    /** Returns fewer frames than wanted only at the end. */
    private static int fill(AudioSource source, float[] chunk, int wanted) throws IOException {
        int frames = 0;
        while (frames < wanted) {
            int read = source.read(chunk, frames * source.channels(), wanted - frames);
            if (read < 0) {
                break;
            }
            frames += read;
        }
        return frames;
    }
}
