package org.ossicle.cli.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.sourceforge.javaflacencoder.FLACEncoder;
import net.sourceforge.javaflacencoder.FLACFileOutputStream;
import net.sourceforge.javaflacencoder.StreamConfiguration;

/** Audio made for tests. */
final class Samples {
    private Samples() {}

    /** A loud tone with noise on it, frames times channels samples of the given width. */
    static int[] tone(int frames, int channels, int bits) {
        Random random = new Random(bits);
        double peak = (1 << (bits - 1)) - 1;
        int[] samples = new int[frames * channels];
        for (int i = 0; i < samples.length; i++) {
            double noise = 0.1 * random.nextDouble();
            samples[i] = (int) (peak * (0.9 * Math.sin(0.02 * i) + noise));
        }
        return samples;
    }

    static void writeFlac(Path file, int[] samples, int channels, int rateHz, int bits)
            throws IOException {
        FLACEncoder encoder = new FLACEncoder();
        encoder.setStreamConfiguration(new StreamConfiguration(channels, 16, 1024, rateHz, bits));
        try (FLACFileOutputStream out = new FLACFileOutputStream(file.toFile())) {
            encoder.setOutputStream(out);
            encoder.openFLACStream();
            int frames = samples.length / channels;
            encoder.addSamples(samples, frames);
            encoder.encodeSamples(frames, true);
        }
    }

    /** Reads to the end in pieces of an odd size. */
    static float[] readAll(AudioSource source) throws IOException {
        float[] all = new float[0];
        int frames = 333;
        int read;
        do {
            int length = all.length;
            all = Arrays.copyOf(all, length + frames * source.channels());
            read = source.read(all, length, frames);
            all = Arrays.copyOf(all, length + Math.max(0, read) * source.channels());
        } while (read >= 0);
        return all;
    }
}
