package org.ossicle.cli.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parts of recordings. */
public final class Recordings {
    private Recordings() {}

    /** Writes samples of one channel as WAV of 32-bit float, whatever they are. */
    public static void writeFloats(Path to, int rateHz, float... samples) throws IOException {
        int bytes = 4 * samples.length;
        ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(US_ASCII)).putInt(36 + bytes);
        wav.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16);
        wav.putShort((short) 3).putShort((short) 1).putInt(rateHz).putInt(4 * rateHz);
        wav.putShort((short) 4).putShort((short) 32);
        wav.put("data".getBytes(US_ASCII)).putInt(bytes);
        for (float sample : samples) {
            wav.putFloat(sample);
        }
        Files.write(to, wav.array());
    }

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
