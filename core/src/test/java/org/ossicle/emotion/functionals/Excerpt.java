package org.ossicle.emotion.functionals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One of the test vectors that {@code samples/training/emotion_vectors.py} writes. */
public record Excerpt(float[] samples, List<String> descriptors, List<String> functionals) {
    public static Excerpt of(String label) {
        byte[] pcm = bytes(label + ".s16le");
        ByteBuffer buffer = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[pcm.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = buffer.getShort(2 * i) / 32768f;
        }
        return new Excerpt(
                samples, lines(label + ".descriptors.csv"), lines(label + ".functionals.csv"));
    }

    /** The lines of one of the files. */
    public static List<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).lines().toList();
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Excerpt.class.getResourceAsStream("/org/ossicle/emotion/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All descriptors, one frame after the other. */
    public float[] frames() {
        DescriptorFrames frames = new DescriptorFrames(samples.length / 160 + 1);
        frames.accept(samples, 0, samples.length);
        float[] all = new float[(int) frames.framesReady() * DescriptorFrames.DIM];
        frames.copyFrames(0, (int) frames.framesReady(), all, 0);
        return all;
    }
}
