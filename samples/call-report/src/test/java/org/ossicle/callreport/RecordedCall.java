package org.ossicle.callreport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.audio.AudioSource;

/**
 * A call put together from recordings of single sentences: the speakers take turns, half a second
 * apart, over a faint hiss.
 */
final class RecordedCall {
    private static final int RATE_HZ = 16_000;
    private static final int PAUSE_FRAMES = RATE_HZ / 2;
    private static final int HISS = 6;

    private final List<float[]> turns = new ArrayList<>();
    private final List<Integer> speakers = new ArrayList<>();
    private int frames = PAUSE_FRAMES;

    /** Appends a recording of one speaker; returns when it begins, in seconds. */
    double say(int speaker, Path recording) throws IOException {
        float[] samples = read(recording);
        double start = frames / (double) RATE_HZ;
        turns.add(samples);
        speakers.add(speaker);
        frames += samples.length + PAUSE_FRAMES;
        return start;
    }

    /** Length so far. */
    double seconds() {
        return frames / (double) RATE_HZ;
    }

    private static float[] read(Path recording) throws IOException {
        try (AudioSource source = new AudioInputs(System.in).open(recording.toString())) {
            if (source.sampleRateHz() != RATE_HZ || source.channels() != 1) {
                throw new IOException(recording + " is not 16 kHz mono");
            }
            float[] samples = new float[1 << 14];
            int held = 0;
            for (int read; (read = source.read(samples, held, samples.length - held)) >= 0; ) {
                held += read;
                if (held == samples.length) {
                    samples = Arrays.copyOf(samples, 2 * held);
                }
            }
            return Arrays.copyOf(samples, held);
        }
    }

    void write(Path wav) throws IOException {
        short[] mixed = new short[2 * frames];
        Random hiss = new Random(7);
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (short) (HISS * hiss.nextGaussian());
        }
        int at = PAUSE_FRAMES;
        for (int t = 0; t < turns.size(); t++) {
            for (float sample : turns.get(t)) {
                mixed[2 * at + speakers.get(t)] += (short) (32_000 * sample);
                at++;
            }
            at += PAUSE_FRAMES;
        }
        ByteBuffer pcm = ByteBuffer.allocate(2 * mixed.length).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(mixed);
        AudioFormat format = new AudioFormat(RATE_HZ, 16, 2, true, false);
        try (AudioInputStream in =
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, frames)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, wav.toFile());
        }
    }
}
