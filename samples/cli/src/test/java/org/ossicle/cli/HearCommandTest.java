package org.ossicle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.cli.audio.Recordings;

class HearCommandTest {
    private static final String RECORDING = "recordings/words-and-feelings.flac";
    private static final String PUBLIC_SPEECH = "recordings/jfk.flac";
    private static final Pattern LINE = Pattern.compile(" *(\\d+\\.\\d\\d) s( .*?)?  (\\w+) +(.+)");
    private static final Path SHARED = Path.of(System.getProperty("ossicle.shared", "missing"));

    /** A retrained model may name a word a little sooner or later. */
    private static final double SECONDS_APART = 0.2;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int hear(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("hear"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        var commands = Main.commands(null);
        commands.setOut(new PrintWriter(out));
        commands.setErr(new PrintWriter(errors));
        return commands.execute(all.toArray(new String[0]));
    }

    private record Told(double seconds, String kind, String text) {
        static Told of(String line) {
            Matcher matcher = LINE.matcher(line);
            assertTrue(matcher.matches(), line);
            double seconds = Double.parseDouble(matcher.group(1));
            return new Told(seconds, matcher.group(3), matcher.group(4));
        }

        boolean isLike(Told other) {
            return kind.equals(other.kind)
                    && text.replaceAll("\\d+$", "").equals(other.text.replaceAll("\\d+$", ""))
                    && Math.abs(seconds - other.seconds) <= SECONDS_APART;
        }
    }

    @Test
    void tellsWhatTheReadmePromises() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        List<String> promised =
                readme.lines().filter(line -> LINE.matcher(line).matches()).toList();
        assertTrue(promised.size() >= 6, promised::toString);
        assertEquals(0, hear(RECORDING), errors::toString);
        List<Told> told = out.toString().lines().map(Told::of).toList();
        int next = 0;
        for (String line : promised) {
            while (next < told.size() && !told.get(next).isLike(Told.of(line))) {
                next++;
            }
            assertTrue(next < told.size(), () -> line + " is not in, or too early:\n" + out);
        }
    }

    @Test
    void wordsAndFeelingsAreOnOneLineOfTime() {
        Path model = SHARED.resolve("models/zipformer2-en-3.3M");
        assumeTrue(Files.isDirectory(model), "no " + model);
        assertEquals(0, hear("--model", model, PUBLIC_SPEECH), errors::toString);
        List<Told> told = out.toString().lines().map(Told::of).toList();
        double last = 0;
        int turns = 0;
        for (int i = 0; i < told.size(); i++) {
            assertTrue(told.get(i).seconds() >= last, out::toString);
            last = told.get(i).seconds();
            turns += i > 0 && !told.get(i).kind().equals(told.get(i - 1).kind()) ? 1 : 0;
        }
        assertTrue(turns > 10, "words stand among the feelings:\n" + out);
    }

    @Test
    void goesOnAfterInputsThatCannotBeRead() throws IOException {
        Path word = folder.resolve("word.flac");
        Recordings.cut(RECORDING, 3.5, word);
        Path missing = folder.resolve("missing.wav");
        assertEquals(1, hear(missing, folder, word));
        List<String> told = errors.toString().lines().toList();
        assertEquals("ossicle: " + missing + ": no such file", told.get(0));
        assertTrue(told.get(1).startsWith("ossicle: " + folder + ": "), told.get(1));
        List<String> lines = out.toString().lines().toList();
        assertEquals(word.toString(), lines.get(0));
        assertEquals("computer", Told.of(lines.get(1)).text());
    }

    @Test
    void saysThatNothingIsHeard() throws IOException {
        Path quiet = folder.resolve("quiet.flac");
        Recordings.cut(RECORDING, 1, quiet);
        assertEquals(0, hear(quiet), errors::toString);
        assertEquals("nothing heard in 1.00 s", out.toString().strip());
    }

    @Test
    void refusesKeywordsThatAreNoWords() {
        assertEquals(2, hear("--keyword", "two words", RECORDING));
        assertTrue(errors.toString().startsWith("ossicle: --keyword: "), errors.toString());
    }

    @Test
    void takesAnotherEmotionModel() throws Exception {
        Path model = Path.of(getClass().getResource("loudness.onnx").toURI());
        assertEquals(0, hear("--emotion-model", model, RECORDING), errors::toString);
        List<Told> told = out.toString().lines().map(Told::of).toList();
        assertTrue(told.stream().anyMatch(t -> t.kind().equals("feeling")), out::toString);
        assertTrue(
                told.stream()
                        .filter(t -> t.kind().equals("feeling"))
                        .allMatch(t -> t.text().matches("(neutral|anger), anger level \\d+")),
                out::toString);
    }

    @Test
    void keywordsThatTheModelCannotWriteAreRefusedBeforeAnyFileIsRead() {
        assertEquals(2, hear("--keyword", "alexa", "missing.flac"), errors::toString);
        assertTrue(errors.toString().contains("'alexa'; its words are yes, no,"), errors::toString);
    }
}
