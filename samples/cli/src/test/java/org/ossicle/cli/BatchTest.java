package org.ossicle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.SpeechModel;
import org.ossicle.StreamOptions;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.audio.Recordings;
import org.ossicle.cli.output.FileTranscript;
import org.ossicle.cli.output.TextWriter;

class BatchTest {
    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void goesOnAfterInputsThatCannotBeRead() throws IOException {
        String text = Files.writeString(folder.resolve("text.wav"), "hello").toString();
        String missing = folder.resolve("missing.flac").toString();
        int failed = run(List.of(missing, "-", text), new PrintWriter(out));
        assertEquals(2, failed);
        assertEquals("-\t3 samples\n", out.toString());
        assertEquals(
                "ossicle: "
                        + missing
                        + ": no such file\n"
                        + "ossicle: "
                        + text
                        + ": expected a WAV or FLAC file, found a file of another kind;"
                        + " convert it to one of them first\n",
                errors.toString());
    }

    @Test
    void namesTheInputWhoseSamplesAreNone() throws IOException {
        String broken = folder.resolve("broken.wav").toString();
        Recordings.writeFloats(Path.of(broken), 16_000, 0, Float.NaN, 0);
        try (SpeechModel model = SpeechModel.embedded();
                Listener<FileTranscript> listener =
                        new ModelTranscriber(model, StreamOptions.defaults(), 100)) {
            assertEquals(1, run(listener, List.of(broken, "-"), new PrintWriter(out)));
        }
        assertEquals("-\t\n", out.toString());
        String told = errors.toString();
        assertTrue(told.startsWith("ossicle: " + broken + ": "), told);
        assertTrue(told.contains("NaN at sample 1"), told);
    }

    @Test
    void namesStandardInput() throws IOException {
        try (SpeechModel model = SpeechModel.embedded();
                Listener<FileTranscript> listener =
                        new ModelTranscriber(model, StreamOptions.defaults().withChannel(3), 100)) {
            assertEquals(1, run(listener, List.of("-"), new PrintWriter(out)));
        }
        assertTrue(errors.toString().startsWith("ossicle: standard input: "), errors.toString());
    }

    @Test
    void stopsWhenResultsCannotBeWritten() {
        PrintWriter closed = new PrintWriter(out);
        closed.close();
        assertThrows(IOException.class, () -> run(List.of("-", "missing"), closed));
        assertEquals("", errors.toString());
    }

    private int run(List<String> names, PrintWriter writer) throws IOException {
        try (Listener<FileTranscript> listener = new SampleCounter()) {
            return run(listener, names, writer);
        }
    }

    private int run(Listener<FileTranscript> listener, List<String> names, PrintWriter writer)
            throws IOException {
        AudioInputs inputs = new AudioInputs(new ByteArrayInputStream(new byte[6]));
        Batch<FileTranscript> batch =
                new Batch<>(
                        inputs, new TextWriter(writer, true, false), new PrintWriter(errors), null);
        return batch.run(listener, names);
    }

    /** Says how many samples it got. */
    private static final class SampleCounter implements Listener<FileTranscript> {
        @Override
        public FileTranscript listen(AudioSource source, LongConsumer progress) throws IOException {
            int count = 0;
            float[] frame = new float[source.channels()];
            while (source.read(frame, 0, 1) >= 0) {
                count++;
                progress.accept(count);
            }
            return new FileTranscript(count + " samples", 0, List.of());
        }

        @Override
        public void close() {}
    }
}
