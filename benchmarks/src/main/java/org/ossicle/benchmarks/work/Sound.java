package org.ossicle.benchmarks.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Sound to be recognised, at 16 kHz mono. */
public final class Sound {
    public static final int SAMPLE_RATE_HZ = 16_000;

    private static final int VOICE_SECONDS = 8;
    private static final double VOICE_PITCH_HZ = 120;
    private static final int VOICE_HARMONICS = 20;

    private Sound() {}

    /** A sentence if there is a recording of it beside the models, a humming voice otherwise. */
    public static float[] sentence(Path modelFolder) {
        Path speech = modelFolder.resolveSibling("speech");
        Path file = speech.resolve("sentences").resolve("austen-0870.flac");
        return Files.exists(file) ? recording(file) : voice();
    }

    private static float[] recording(Path file) {
        AudioFormat pcm = new AudioFormat(SAMPLE_RATE_HZ, 16, 1, true, false);
        try (AudioInputStream encoded = AudioSystem.getAudioInputStream(file.toFile());
                AudioInputStream decoded = AudioSystem.getAudioInputStream(pcm, encoded)) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(decoded.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            float[] samples = new float[bytes.remaining() / Short.BYTES];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = bytes.getShort() / 32768f;
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalStateException(file + " is no recording", e);
        }
    }

    /** Harmonics of a wandering pitch, in noise. */
    static float[] voice() {
        Random noise = new Random(3);
        float[] samples = new float[VOICE_SECONDS * SAMPLE_RATE_HZ];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double seconds = (double) i / SAMPLE_RATE_HZ;
            double pitchHz = VOICE_PITCH_HZ * (1 + 0.2 * Math.sin(2 * Math.PI * 0.7 * seconds));
            phase += 2 * Math.PI * pitchHz / SAMPLE_RATE_HZ;
            double sum = 0.02 * noise.nextGaussian();
            for (int k = 1; k <= VOICE_HARMONICS; k++) {
                sum += 0.1 / k * Math.sin(k * phase);
            }
            samples[i] = (float) sum;
        }
        return samples;
    }
}
