package org.ossicle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.RecognizerStream;
import org.ossicle.SpeechModel;
import org.ossicle.StreamOptions;
import org.ossicle.Word;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.audio.AudioSource;
import org.ossicle.cli.output.FileTranscript;

/** The way from a recording to text with a published model. */
class ModelTranscriberTest {
    private static final Path SHARED = Path.of(System.getProperty("ossicle.shared", "missing"));
    private static final Path FOLDER = SHARED.resolve("models/zipformer2-en-3.3M");
    private static final Path WORD = SHARED.resolve("speech/wake-words/dev/computer/000.flac");
    private static final Path SENTENCE = SHARED.resolve("speech/sentences/austen-0920.flac");

    private static SpeechModel model;

    @BeforeAll
    static void load() {
        assumeTrue(
                Files.exists(WORD) && Files.exists(SENTENCE) && Files.isDirectory(FOLDER),
                () -> "no recordings or models in " + SHARED);
        model = SpeechModel.load(FOLDER);
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 60_000})
    void textDoesNotDependOnChunks(int chunkMs) throws IOException {
        FileTranscript said = transcribe(WORD, chunkMs);
        assertEquals("COMPUTER", said.text());
        assertEquals(3.072, said.durationSeconds());
    }

    @Test
    void wordsFollowOneAnotherAndMakeTheText() throws IOException {
        FileTranscript said = transcribe(SENTENCE, 200);
        assertTrue(said.text().endsWith("RESPECTABLE THAN HE WAS"), said.text());
        double last = 0;
        for (Word word : said.words()) {
            assertTrue(word.startSeconds() >= last, word::toString);
            assertTrue(word.endSeconds() <= said.durationSeconds() + 0.5, word::toString);
            last = word.startSeconds();
        }
        assertEquals(said.text(), String.join(" ", said.words().stream().map(Word::text).toList()));
    }

    @Test
    void captionsEndAsLinesAndShowWhatIsStillGoingOn() throws IOException {
        StringWriter lines = new StringWriter();
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);
        try (RecognizerStream stream = model.newStream();
                AudioSource source = open(WORD)) {
            new LiveCaptions(stream, new PrintWriter(lines), terminal).run(source, () -> false);
        }
        assertEquals("COMPUTER\n", lines.toString());
        String shown = screen.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains("\r\033[KCOM"), shown);
        assertTrue(shown.endsWith("\r\033[K"), shown);
    }

    private static FileTranscript transcribe(Path recording, int chunkMs) throws IOException {
        try (Listener<FileTranscript> transcriber =
                        new ModelTranscriber(model, StreamOptions.defaults(), chunkMs);
                AudioSource source = open(recording)) {
            return transcriber.listen(source, frames -> {});
        }
    }

    private static AudioSource open(Path recording) throws IOException {
        return new AudioInputs(InputStream.nullInputStream()).open(recording.toString());
    }
}
