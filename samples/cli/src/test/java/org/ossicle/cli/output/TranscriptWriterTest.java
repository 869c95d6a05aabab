package org.ossicle.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.ossicle.Word;

class TranscriptWriterTest {
    private static final FileTranscript TRANSCRIPT =
            new FileTranscript(
                    "grüß \"dich\"",
                    1.5,
                    List.of(
                            new Word("grüß", 0.125, 0.5, 0.75f),
                            new Word("\"dich\"", 0.5, 1.25, 1f)));

    @Test
    void writesTheTextAloneForOneInput() throws IOException {
        assertEquals("grüß \"dich\"\n", write(out -> new TextWriter(out, false, false)));
    }

    @Test
    void writesTheNameInFrontForSeveralInputs() throws IOException {
        assertEquals("a.wav\tgrüß \"dich\"\n", write(out -> new TextWriter(out, true, false)));
    }

    @Test
    void writesOneLinePerWordWithTimes() throws IOException {
        assertEquals(
                "a.wav\t0.13\t0.50\tgrüß\na.wav\t0.50\t1.25\t\"dich\"\n",
                write(out -> new TextWriter(out, true, true)));
    }

    @Test
    void writesJson() throws IOException {
        assertEquals(
                """
                {"file":"a.wav","durationSeconds":1.500,"text":"grüß \\"dich\\""}
                """,
                write(out -> new JsonWriter(out, false)));
    }

    @Test
    void writesJsonWithWords() throws IOException {
        assertEquals(
                "{\"file\":\"a.wav\",\"durationSeconds\":1.500,\"text\":\"grüß \\\"dich\\\"\","
                        + "\"words\":[{\"text\":\"grüß\",\"startSeconds\":0.125,"
                        + "\"endSeconds\":0.500,\"confidence\":0.750},{\"text\":\"\\\"dich\\\"\","
                        + "\"startSeconds\":0.500,\"endSeconds\":1.250,\"confidence\":1.000}]}\n",
                write(out -> new JsonWriter(out, true)));
    }

    @Test
    void saysWhenNobodyReadsAnyMore() {
        PrintWriter closed = new PrintWriter(Writer.nullWriter());
        closed.close();
        assertThrows(
                IOException.class,
                () -> new TextWriter(closed, false, false).write("a.wav", TRANSCRIPT));
        assertThrows(
                IOException.class, () -> new JsonWriter(closed, false).write("a.wav", TRANSCRIPT));
    }

    private static String write(Function<PrintWriter, ResultWriter<FileTranscript>> writer)
            throws IOException {
        StringWriter text = new StringWriter();
        writer.apply(new PrintWriter(text)).write("a.wav", TRANSCRIPT);
        return text.toString();
    }
}
