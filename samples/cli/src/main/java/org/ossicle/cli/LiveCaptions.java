package org.ossicle.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechEvent;
import org.ossicle.audio.PcmEncoding;
import org.ossicle.audio.PcmFormat;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.error.AudioException;

/** Writes speech as it is spoken: finished segments as lines, the one under way on the terminal. */
final class LiveCaptions {
    private static final int CHUNK_MS = 100;
    private static final int TERMINAL_COLUMNS = 79;
    private static final String CLEAR_LINE = "\r\033[K";

    private final RecognizerStream stream;
    private final PrintWriter out;
    private final PrintStream terminal;

    /**
     * @param terminal where text that may still change is shown, or null
     */
    LiveCaptions(RecognizerStream stream, PrintWriter out, PrintStream terminal) {
        this.stream = stream;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Listens until the source ends or {@code stopped} says so, and then finishes the text.
     *
     * @throws AudioException if the source breaks off; what was heard before is written first
     */
    void run(AudioSource source, BooleanSupplier stopped) throws IOException {
        AudioException brokenOff = null;
        try {
            listen(source, stopped);
        } catch (AudioException e) {
            brokenOff = e;
        }
        stream.finish();
        show();
        if (brokenOff != null) {
            throw brokenOff;
        }
    }

    private void listen(AudioSource source, BooleanSupplier stopped) throws IOException {
        int channels = source.channels();
        PcmFormat format = new PcmFormat(source.sampleRateHz(), channels, PcmEncoding.FLOAT32);
        int chunkFrames = source.sampleRateHz() * CHUNK_MS / 1000;
        float[] chunk = new float[chunkFrames * channels];
        int frames;
        while (!stopped.getAsBoolean() && (frames = source.read(chunk, 0, chunkFrames)) >= 0) {
            stream.accept(chunk, 0, frames * channels, format);
            show();
        }
    }

    private void show() throws IOException {
        SpeechEvent event;
        while ((event = stream.poll()) != null) {
            if (event instanceof SpeechEvent.Partial going) {
                showOnTerminal(going.transcript().text());
            } else if (event instanceof SpeechEvent.Final said) {
                showOnTerminal("");
                out.println(said.transcript().text());
                if (out.checkError()) {
                    throw new IOException("standard output was closed");
                }
            }
        }
    }

    private void showOnTerminal(String text) {
        if (terminal != null) {
            int start = Math.max(0, text.length() - TERMINAL_COLUMNS);
            terminal.print(CLEAR_LINE + text.substring(start));
            terminal.flush();
        }
    }
}
