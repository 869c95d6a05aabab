package org.ossicle.callreport;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ossicle.callreport.batch.CallBatch;
import org.ossicle.callreport.batch.CallFiles;
import org.ossicle.callreport.batch.CallFiles.CallFile;
import org.ossicle.callreport.batch.CallOutcome;
import org.ossicle.callreport.batch.CallOutcome.Status;
import org.ossicle.callreport.batch.CallReporter;
import org.ossicle.callreport.hearing.CallListener;
import org.ossicle.callreport.hearing.CallModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recorded calls to reports. */
@Command(
        name = "call-report",
        description = {
            "Writes a page and a JSON file about each recorded call: what was said, how it"
                    + " sounded, who talked when.",
            "A call that cannot be read is reported and the others go on. Reports that are up to"
                    + " date are kept, so a batch that was stopped can be started again."
        },
        mixinStandardHelpOptions = true,
        versionProvider = CallReportCommand.Version.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:success", "1:a call or a model failed", "2:wrong usage"})
final class CallReportCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Folder with the files of one published recognition model, instead of the one"
                            + " in the library.")
    private Path speechModel;

    @Option(
            names = "--emotion-model",
            paramLabel = "FILE",
            description =
                    "Emotion model, an ONNX file or a folder with one, instead of the one in the"
                            + " library.")
    private Path emotionModel;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "call-reports",
            description = "Where the reports go (${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--speakers",
            paramLabel = "NAME,NAME",
            split = ",",
            defaultValue = "Channel 1,Channel 2",
            description = "Who is in which channel (${DEFAULT-VALUE}).")
    private List<String> speakers;

    @Option(names = "--jobs", paramLabel = "N", description = "Calls at once (one per processor).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--again", description = "Make reports anew that are up to date.")
    private boolean again;

    @Parameters(
            paramLabel = "CALL",
            arity = "1..*",
            description = "Recordings of two channels, WAV or FLAC, or folders of them.")
    private List<Path> calls;

    @Spec private CommandSpec command;

    private final PrintStream terminal;

    /**
     * @param terminal where progress may be drawn, or null
     */
    CallReportCommand(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (speakers.size() != 2 || speakers.get(0).equals(speakers.get(1)) || jobs < 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--speakers wants two different names, --jobs at least 1");
        }
        List<CallFile> files = CallFiles.find(calls);
        if (files.isEmpty()) {
            throw new ParameterException(command.commandLine(), "no WAV or FLAC file in " + calls);
        }
        List<CallOutcome> outcomes;
        try (CallModels models = CallModels.load(speechModel, emotionModel)) {
            CallReporter reporter = new CallReporter(new CallListener(models), speakers);
            outcomes = new CallBatch(reporter, out, jobs, again).run(files, terminal);
        }
        return tell(outcomes);
    }

    private int tell(List<CallOutcome> outcomes) {
        PrintWriter text = command.commandLine().getOut();
        PrintWriter errors = command.commandLine().getErr();
        for (CallOutcome outcome : outcomes) {
            if (outcome.status() == Status.FAILED) {
                errors.println("call-report: " + outcome.problem().message());
            }
        }
        text.printf(
                "%d calls: %d reported, %d kept, %d failed; see %s%n",
                outcomes.size(),
                count(outcomes, Status.REPORTED),
                count(outcomes, Status.KEPT),
                count(outcomes, Status.FAILED),
                out.resolve("index.html"));
        text.flush();
        return count(outcomes, Status.FAILED) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static long count(List<CallOutcome> outcomes, Status status) {
        return outcomes.stream().filter(o -> o.status() == status).count();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CallReportCommand.class.getPackage().getImplementationVersion();
            return new String[] {"call-report " + (version == null ? "(not packaged)" : version)};
        }
    }
}
