package org.ossicle.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
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

    @Mixin private MonoInputs inputs;

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
            names = "--beam",
            paramLabel = "N",
            description =
                    "Search with N hypotheses, 1 to 16, instead of one: slower, and at times right"
                            + " where one is wrong. Needs a model of word pieces.")
    private int beam;

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
        if (chunkMs < 1 || chunkMs > MAX_CHUNK_MS) {
            throw new ParameterException(
                    command.commandLine(), "--chunk-ms must be 1 to " + MAX_CHUNK_MS);
        }
        if (beam < 0 || beam > MOST_PATHS) {
            throw new ParameterException(
                    command.commandLine(), "--beam must be 1 to " + MOST_PATHS);
        }
        StreamOptions options = StreamOptions.defaults().withChannel(inputs.channel());
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        ResultWriter<FileTranscript> writer =
                json
                        ? new JsonWriter(out, timestamps)
                        : new TextWriter(out, inputs.files().size() > 1, timestamps);
        Batch<FileTranscript> batch =
                new Batch<>(new AudioInputs(System.in), writer, err, terminal);
        try (SpeechModel loaded = model.load();
                Listener<FileTranscript> transcriber =
                        new ModelTranscriber(loaded, search(loaded, options), chunkMs)) {
            return batch.run(transcriber, inputs.files()) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private StreamOptions search(SpeechModel loaded, StreamOptions options) {
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
