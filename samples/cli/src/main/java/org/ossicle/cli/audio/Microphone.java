package org.ossicle.cli.audio;

import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.error.AudioException;

/** The machine's default capture device. */
public final class Microphone {
    private static final int[] RATES_HZ = {16_000, 48_000, 44_100};
    private static final int BITS = 16;
    private static final int BUFFER_MS = 500;

    private Microphone() {}

    /**
     * Starts recording, with as few channels and as low a rate as the device offers.
     *
     * @return recording until it is closed, which another thread may do while one reads
     * @throws AudioException if there is no device, or another program has it
     */
    public static AudioSource open() {
        List<String> refusals = new ArrayList<>();
        for (int channels = 1; channels <= 2; channels++) {
            for (int rateHz : RATES_HZ) {
                PcmFormat format = new PcmFormat(rateHz, channels, PcmEncoding.INT16);
                AudioFormat lineFormat = new AudioFormat(rateHz, BITS, channels, true, false);
                try {
                    return new RawPcmSource("microphone", start(lineFormat), format);
                } catch (LineUnavailableException | IllegalArgumentException e) {
                    refusals.add(e.getMessage());
                }
            }
        }
        throw new AudioException(
                "microphone",
                "a capture device for 16-bit PCM",
                "none that opens (" + refusals.get(0) + ")",
                "connect one, or pipe PCM into: ossicle transcribe -");
    }

    private static LineInputStream start(AudioFormat format) throws LineUnavailableException {
        DataLine.Info wanted = new DataLine.Info(TargetDataLine.class, format);
        TargetDataLine line = (TargetDataLine) AudioSystem.getLine(wanted);
        int bufferFrames = Math.round(format.getFrameRate()) * BUFFER_MS / 1000;
        line.open(format, bufferFrames * format.getFrameSize());
        line.start();
        return new LineInputStream(line);
    }
}
