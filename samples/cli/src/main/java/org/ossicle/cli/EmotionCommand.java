package org.ossicle.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ossicle.EmotionClassifier;
import org.ossicle.EmotionOptions;
import org.ossicle.cli.audio.AudioInputs;
import org.ossicle.cli.output.EmotionJsonWriter;
import org.ossicle.cli.output.EmotionPlot;
import org.ossicle.cli.output.EmotionTextWriter;
import org.ossicle.cli.output.FileEmotions;
import org.ossicle.cli.output.ResultWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Recordings to emotions. */
@Command(
        name = "emotion",
        description = {
            "Tells how the voices in recordings sound, window by window, and how angry.",
            "It judges a sound, not a person. An input that cannot be read is reported and the"
                    + " others go on."
        })
final class EmotionCommand implements Callable<Integer> {
    private static final double LONGEST_HOP_SECONDS = 60;

    @Mixin private EmotionModelOption model;

    @Mixin private MonoInputs inputs;

    @Option(
            names = "--json",
            description =
                    "Write one JSON object per input and line: mean probabilities, anger level.")
    private boolean json;

    @Option(names = "--timestamps", description = "With --json, add each reading with its times.")
    private boolean timestamps;

    @Option(
            names = "--plot",
            paramLabel = "IMAGE",
            description = "Draw the one input into a file whose name ends in .svg or .png.")
    private Path plot;

    @Option(
            names = "--hop",
            paramLabel = "SECONDS",
            description = "Speech from one reading to the next, instead of the model's own.")
    private Double hopSeconds;

    @Spec private CommandSpec command;

    private final PrintStream terminal;

    /**
     * @param terminal where progress may be drawn, or null
     */
    EmotionCommand(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        EmotionOptions options = options();
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        ResultWriter<FileEmotions> text =
                json
                        ? new EmotionJsonWriter(out, timestamps)
                        : new EmotionTextWriter(out, inputs.files().size() > 1);
        ResultWriter<FileEmotions> writer =
                (input, emotions) -> {
                    text.write(input, emotions);
                    if (plot != null) {
                        EmotionPlot.draw(plot, input, emotions);
                    }
                };
        Batch<FileEmotions> batch = new Batch<>(new AudioInputs(System.in), writer, err, terminal);
        try (EmotionClassifier classifier = model.load();
                Listener<FileEmotions> reader = new EmotionReader(classifier, options)) {
            return batch.run(reader, inputs.files()) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private EmotionOptions options() {
        if (plot != null && (inputs.files().size() > 1 || !EmotionPlot.isSupported(plot))) {
            throw wrong("--plot takes one input and a file ending in .svg or .png");
        }
        EmotionOptions options = EmotionOptions.defaults().withChannel(inputs.channel());
        if (hopSeconds == null) {
            return options;
        }
        if (!(hopSeconds > 0 && hopSeconds <= LONGEST_HOP_SECONDS)) {
            throw wrong("--hop must be above 0 and at most 60");
        }
        return options.withHop(hopSeconds);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
