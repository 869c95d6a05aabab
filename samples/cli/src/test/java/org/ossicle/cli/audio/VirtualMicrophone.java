package org.ossicle.cli.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/**
 * A capture line that hears a recording of 16 kHz, as fast as it is read and a few frames at a
 * time, and then does what {@link After} says. Says on standard error when it waits and is closed.
 *
 * <p>The system properties below tell it what to do, so that a process of its own can be told too.
 */
public final class VirtualMicrophone implements TargetDataLine {
    /** The recording; without it nobody gets the line. */
    public static final String RECORDING = "ossicle.test.microphone.recording";

    /** The only rate of the line, a multiple of 16 000. */
    public static final String RATE_HZ = "ossicle.test.microphone.rateHz";

    /** How many channels the line has; all hear the same. */
    public static final String CHANNELS = "ossicle.test.microphone.channels";

    /** What follows the recording, an {@link After}. */
    public static final String AFTER = "ossicle.test.microphone.after";

    public static final String CLOSED = "virtual microphone closed";

    public static final String WAITS = "virtual microphone waits";

    /** Silence as it comes, waiting until the line is stopped, or nothing and no waiting either. */
    public enum After {
        SILENCE,
        WAITING,
        NOTHING
    }

    private static final int RECORDING_RATE_HZ = 16_000;
    private static final int SILENCE_MS = 10;

    private final AudioFormat format = lineFormat();
    private final After after = After.valueOf(System.getProperty(AFTER, After.SILENCE.name()));
    private int[] recording;
    private int framesGiven;
    private int reads;
    private boolean open;
    private boolean running;

    static AudioFormat lineFormat() {
        int rateHz = Integer.getInteger(RATE_HZ, RECORDING_RATE_HZ);
        return new AudioFormat(rateHz, 16, Integer.getInteger(CHANNELS, 1), true, false);
    }

    @Override
    public void open(AudioFormat wanted, int bufferSize) throws LineUnavailableException {
        String name = System.getProperty(RECORDING);
        if (name == null) {
            throw new LineUnavailableException("another program has the line");
        }
        if (!wanted.matches(format)) {
            throw new IllegalArgumentException("no line of " + wanted);
        }
        try (AudioSource source = new AudioInputs(System.in).open(name)) {
            float[] samples = Samples.readAll(source);
            recording = new int[samples.length];
            Arrays.setAll(recording, i -> Math.round(samples[i] * Short.MAX_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open = true;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        if (length % format.getFrameSize() != 0) {
            throw new IllegalArgumentException(length + " bytes are no whole frames");
        }
        int holds = length / format.getFrameSize();
        int most = Math.min(holds, 1 + reads++ * 37 % 700);
        int repeats = Math.round(format.getSampleRate()) / RECORDING_RATE_HZ;
        int left = recording.length * repeats - framesGiven;
        int frames = left > 0 ? Math.min(most, left) : waitAfterTheRecording(most);
        int at = offset;
        for (int i = 0; i < frames; i++) {
            int source = framesGiven++ / repeats;
            int sample = source < recording.length ? recording[source] : 0;
            for (int c = 0; c < format.getChannels(); c++) {
                target[at++] = (byte) sample;
                target[at++] = (byte) (sample >> 8);
            }
        }
        return at - offset;
    }

    private int waitAfterTheRecording(int most) {
        try {
            switch (after) {
                case SILENCE:
                    wait(SILENCE_MS);
                    return running ? most : 0;
                case WAITING:
                    System.err.println(WAITS);
                    while (running) {
                        wait();
                    }
                    return 0;
                default:
                    return 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        stop();
        if (open) {
            open = false;
            System.err.println(CLOSED);
        }
    }

    @Override
    public void open(AudioFormat wanted) throws LineUnavailableException {
        open(wanted, 0);
    }

    @Override
    public void open() throws LineUnavailableException {
        open(format);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isActive() {
        return running;
    }

    @Override
    public AudioFormat getFormat() {
        return format;
    }

    @Override
    public DataLine.Info getLineInfo() {
        return new DataLine.Info(TargetDataLine.class, format);
    }

    @Override
    public int getBufferSize() {
        return 0;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public int getFramePosition() {
        return framesGiven;
    }

    @Override
    public long getLongFramePosition() {
        return framesGiven;
    }

    @Override
    public long getMicrosecondPosition() {
        return Math.round(framesGiven * 1e6 / format.getSampleRate());
    }

    @Override
    public float getLevel() {
        return 0;
    }

    @Override
    public void drain() {}

    @Override
    public void flush() {}

    @Override
    public Control[] getControls() {
        return new Control[0];
    }

    @Override
    public boolean isControlSupported(Control.Type control) {
        return false;
    }

    @Override
    public Control getControl(Control.Type control) {
        throw new IllegalArgumentException("no control " + control);
    }

    @Override
    public void addLineListener(LineListener listener) {}

    @Override
    public void removeLineListener(LineListener listener) {}
}
