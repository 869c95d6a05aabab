package org.ossicle.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ossicle.EmotionClassifier;
import org.ossicle.Session;
import org.ossicle.SessionOptions;
import org.ossicle.SpeechModel;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.output.FileTimeLine;
import org.ossicle.cli.output.TimeLineWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recordings to words and feelings on one line of time. */
@Command(
        name = "hear",
        description = {
            "Writes what is said in recordings and how it sounds, one line per event: seconds,"
                + " channel if there are several, and what was heard. A feeling describes a voice"
                + " for a few seconds, not a person.",
            "An input that cannot be read is reported and the others go on."
        })
final class HearCommand implements Callable<Integer> {
    private static final String WAKE_WORD = "computer";

    @Mixin private ModelOption model;

    @Option(
            names = "--emotion-model",
            paramLabel = "FILE",
            description =
                    "ONNX file, or a folder with one, whose metadata says what it takes;"
                            + " without it, the emotion model of the library.")
    private Path emotionModel;

    @Option(
            names = "--keyword",
            paramLabel = "WORD",
            description =
                    "A word to be told of by itself; may be repeated. Without it, "
                            + WAKE_WORD
                            + " if the model knows it.")
    private List<String> keywords;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "WAV or FLAC files; of two channels or more each is heard for itself.",
                "- is raw 16 kHz 16-bit mono little-endian PCM on standard input;",
                "@LIST takes the names from the file LIST."
            })
    private List<String> files;

    @Spec private CommandSpec command;

    private final PrintStream terminal;

    /**
     * @param terminal where progress may be drawn, or null
     */
    HearCommand(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        Batch<FileTimeLine> batch =
                new Batch<>(
                        new AudioInputs(System.in),
                        new TimeLineWriter(out, files.size() > 1),
                        err,
                        terminal);
        try (SpeechModel speech = model.load();
                EmotionClassifier emotions = loadEmotions();
                Listener<FileTimeLine> reader =
                        new SessionReader(speech, emotions, options(speech))) {
            return batch.run(reader, files) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private SessionOptions options(SpeechModel speech) {
        SessionOptions none = SessionOptions.defaults();
        if (keywords == null) {
            boolean known = speech.words().isEmpty() || speech.words().contains(WAKE_WORD);
            return known ? none.withKeywords(WAKE_WORD) : none;
        }
        try {
            SessionOptions wanted = none.withKeywords(keywords.toArray(new String[0]));
            Session.open(speech, null, wanted).close();
            return wanted;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--keyword: " + e.getMessage(), e);
        }
    }

    private EmotionClassifier loadEmotions() {
        return emotionModel == null
                ? EmotionClassifier.embedded()
                : EmotionClassifier.load(emotionModel);
    }
}
