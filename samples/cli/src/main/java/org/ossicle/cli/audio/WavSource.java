package org.ossicle.cli.audio;

import java.io.IOException;
import java.io.InputStream;
import org.ossicle.audio.WavReader;

/** A WAV file that must be whole. */
final class WavSource implements AudioSource {
    private final WavReader reader;

    /**
     * @param name what messages call the input
     * @param input positioned at the start of the file; closed by {@link #close()}
     */
    WavSource(String name, InputStream input) throws IOException {
        reader = WavReader.open(name, input, WavReader.Truncation.REFUSE);
    }

    @Override
    public int sampleRateHz() {
        return reader.format().sampleRateHz();
    }

    @Override
    public int channels() {
        return reader.format().channels();
    }

    @Override
    public long totalFrames() {
        return reader.totalFrames();
    }

    @Override
    public int read(float[] target, int offset, int maxFrames) throws IOException {
        return reader.read(target, offset, maxFrames);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
