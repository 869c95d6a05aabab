package org.ossicle.cli.audio;

import java.io.IOException;
import java.nio.file.Path;

/** Parts of recordings. */
public final class Recordings {
    private Recordings() {}

    /** Writes the first seconds of a file of one channel as FLAC of 16 bits. */
    public static void cut(String from, double seconds, Path to) throws IOException {
        try (AudioSource source = new AudioInputs(System.in).open(from)) {
            float[] all = Samples.readAll(source);
            int[] samples = new int[(int) Math.round(seconds * source.sampleRateHz())];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Math.round(all[i] * Short.MAX_VALUE);
            }
            Samples.writeFlac(to, samples, 1, source.sampleRateHz(), 16);
        }
    }
}
