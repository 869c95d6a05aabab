package org.ossicle.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.kc7bfi.jflac.FLACDecoder;
import org.kc7bfi.jflac.frame.Frame;

/** The models and recordings beside the project; a test that needs one is skipped without it. */
public final class Shared {
    private static final String PROPERTY = "ossicle.shared";

    private Shared() {}

    /** A file or folder below the shared folder. */
    public static Path path(String relative) {
        String folder = System.getProperty(PROPERTY);
        assumeTrue(folder != null, "skipped: the system property " + PROPERTY + " is not set");
        Path path = Path.of(folder, relative);
        assumeTrue(Files.exists(path), () -> "skipped: " + path + " is not there");
        return path;
    }

    /** A model of the archive of synthetic ones, unpacked once below {@code target}. */
    static Path synthetic(String name) {
        Path archive = path("models/synthetic.tar.gz");
        Path folder = Path.of("target", "synthetic");
        Path file = folder.resolve(name);
        if (Files.notExists(file)) {
            unpack(archive, folder);
        }
        return file;
    }

    private static void unpack(Path archive, Path folder) {
        try {
            Files.createDirectories(folder);
            Process tar =
                    new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
                            .redirectErrorStream(true)
                            .start();
            String output = new String(tar.getInputStream().readAllBytes(), UTF_8);
            if (tar.waitFor() != 0) {
                throw new IllegalStateException("tar cannot unpack " + archive + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sentences with transcripts, in the order of their names. */
    static List<Path> sentences() {
        try (Stream<Path> files = Files.list(path("speech/sentences"))) {
            return files.filter(f -> f.toString().endsWith(".flac")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All sentences one after the other. */
    static float[] speech() {
        List<float[]> parts = new ArrayList<>();
        int length = 0;
        for (Path file : sentences()) {
            float[] samples = samples(file);
            parts.add(samples);
            length += samples.length;
        }
        float[] all = new float[length];
        int end = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, end, part.length);
            end += part.length;
        }
        return all;
    }

    /** Speech repeated to the given length. */
    public static float[] speech(int samples) {
        float[] once = speech();
        float[] all = Arrays.copyOf(once, samples);
        for (int i = once.length; i < samples; i++) {
            all[i] = all[i - once.length];
        }
        return all;
    }

    /** The samples of a mono FLAC recording of 16 bits. */
    static float[] samples(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            FLACDecoder decoder = new FLACDecoder(in);
            decoder.readMetadata();
            float[] samples = new float[(int) decoder.getStreamInfo().getTotalSamples()];
            int end = 0;
            for (Frame frame; (frame = decoder.readNextFrame()) != null; ) {
                int[] block = decoder.getChannelData()[0].getOutput();
                for (int i = 0; i < frame.header.blockSize; i++) {
                    samples[end++] = block[i] / 32768f;
                }
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
