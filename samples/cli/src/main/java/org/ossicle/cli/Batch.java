package org.ossicle.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.output.Progress;
import org.ossicle.cli.output.ResultWriter;
import org.ossicle.error.OssicleException;

/**
 * Takes inputs one after the other; one that cannot be read is reported and does not stop the rest.
 */
final class Batch<T> {
    private final AudioInputs inputs;
    private final ResultWriter<T> writer;
    private final PrintWriter errors;
    private final PrintStream terminal;

    /**
     * @param terminal where progress is drawn, or null
     */
    Batch(AudioInputs inputs, ResultWriter<T> writer, PrintWriter errors, PrintStream terminal) {
        this.inputs = inputs;
        this.writer = writer;
        this.errors = errors;
        this.terminal = terminal;
    }

    /**
     * Returns the number of inputs that failed.
     *
     * @throws IOException if results can no longer be written
     */
    int run(Listener<T> listener, List<String> names) throws IOException {
        int failed = 0;
        for (String name : names) {
            T result;
            try {
                result = listen(listener, name);
            } catch (OssicleException e) {
                report(name, e.getMessage());
                failed++;
                continue;
            } catch (IOException e) {
                report(name, reason(e));
                failed++;
                continue;
            }
            writer.write(name, result);
        }
        return failed;
    }

    private T listen(Listener<T> listener, String name) throws IOException {
        try (AudioSource source = inputs.open(name);
                Progress progress =
                        Progress.of(terminal, name, source.totalFrames(), source.sampleRateHz())) {
            return listener.listen(source, progress::advanceTo);
        }
    }

    /** The library knows samples, not files: what it says of them may not name the input. */
    private void report(String name, String message) {
        String input = name.equals(AudioInputs.STANDARD_INPUT) ? "standard input" : name;
        errors.println("ossicle: " + (message.startsWith(input) ? "" : input + ": ") + message);
        errors.flush();
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "not readable";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
