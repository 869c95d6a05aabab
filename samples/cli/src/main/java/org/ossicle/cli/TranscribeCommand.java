package org.ossicle.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.ossicle.SpeechModel;
import org.ossicle.StreamOptions;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.output.FileTranscript;
import org.ossicle.cli.output.JsonWriter;
import org.ossicle.cli.output.ResultWriter;
import org.ossicle.cli.output.TextWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recordings to text. */
@Command(
        name = "transcribe",
        description = {
            "Writes what is said in recordings.",
            "One input gives its text; several give lines of input, tab and text. An input that"
                    + " cannot be read is reported and the others go on."
        })
final class TranscribeCommand implements Callable<Integer> {
    private static final int MAX_CHUNK_MS = 60_000;
    private static final int MOST_PATHS = 16;

    @Mixin private ModelOption model;

    @Option(names = "--json", description = "Write one JSON object per input and line.")
    private boolean json;

    @Option(
            names = "--timestamps",
            description = "Write each word with its start and end in seconds.")
    private boolean timestamps;

    @Option(
            names = "--chunk-ms",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Hand audio to the model in pieces of N ms (${DEFAULT-VALUE});"
                            + " the text does not depend on it.")
    private int chunkMs;

    @Option(
            names = "--channel",
            paramLabel = "N",
            description = "Listen to channel N, from 0, instead of the average of all.")
    private int channel = StreamOptions.ALL_CHANNELS;

    @Option(
            names = "--beam",
            paramLabel = "N",
            description =
                    "Search with N hypotheses, 1 to 16, instead of one: slower, and at times right"
                            + " where one is wrong. Needs a model of word pieces.")
    private int beam;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "WAV or FLAC files; - is raw 16 kHz 16-bit mono little-endian PCM on standard"
                        + " input;",
                "@LIST takes the names from the file LIST."
            })
    private List<String> files;

    @Spec private CommandSpec command;

    private final PrintStream terminal;

    /**
     * @param terminal where progress may be drawn, or null
     */
    TranscribeCommand(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (chunkMs < 1 || chunkMs > MAX_CHUNK_MS || channel < StreamOptions.ALL_CHANNELS) {
            throw new ParameterException(
                    command.commandLine(),
                    "--chunk-ms must be 1 to " + MAX_CHUNK_MS + ", --channel at least 0");
        }
        if (beam < 0 || beam > MOST_PATHS) {
            throw new ParameterException(
                    command.commandLine(), "--beam must be 1 to " + MOST_PATHS);
        }
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        ResultWriter<FileTranscript> writer =
                json
                        ? new JsonWriter(out, timestamps)
                        : new TextWriter(out, files.size() > 1, timestamps);
        Batch<FileTranscript> batch =
                new Batch<>(new AudioInputs(System.in), writer, err, terminal);
        try (SpeechModel loaded = model.load();
                Listener<FileTranscript> transcriber =
                        new ModelTranscriber(loaded, options(loaded), chunkMs)) {
            return batch.run(transcriber, files) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private StreamOptions options(SpeechModel loaded) {
        StreamOptions options = StreamOptions.defaults().withChannel(channel);
        if (beam == 0) {
            return options;
        }
        if (!loaded.words().isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--beam needs a model of word pieces; this one knows whole words only");
        }
        return options.withBeam(beam);
    }
}
