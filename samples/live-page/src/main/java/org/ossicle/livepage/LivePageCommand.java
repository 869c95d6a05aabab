package org.ossicle.livepage;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the page until it is stopped. */
@Command(
        name = "live-page",
        description =
                "Serves a page on which one speaks into the browser's microphone and sees words"
                        + " and feelings appear. The sound stays on this machine.",
        mixinStandardHelpOptions = true,
        versionProvider = LivePageCommand.Version.class)
final class LivePageCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

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
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port (${DEFAULT-VALUE}); 0 takes a free one.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen at (${DEFAULT-VALUE}: this machine alone).")
    private String host;

    @Option(
            names = "--origin",
            paramLabel = "URL",
            description = "Further origin whose pages may connect, such as https://voice.example.")
    private List<String> origins = List.of();

    @Option(
            names = "--max-speakers",
            paramLabel = "N",
            defaultValue = "4",
            description = "People who may speak at once (${DEFAULT-VALUE}).")
    private int maxSpeakers;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > MAX_PORT || maxSpeakers < 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--port must be 0 to " + MAX_PORT + ", --max-speakers at least 1");
        }
        Limits limits = Limits.standard().withSpeakers(maxSpeakers);
        try (ModelSpeakers models = ModelSpeakers.load(speechModel, emotionModel);
                LivePageServer server = LivePageServer.start(host, port, origins, limits, models)) {
            PrintWriter out = command.commandLine().getOut();
            out.println("open " + server.url() + " in a browser; stop with Ctrl-C");
            out.flush();
            server.join();
        }
        return ExitCode.OK;
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LivePageCommand.class.getPackage().getImplementationVersion();
            return new String[] {"live-page " + (version == null ? "(not packaged)" : version)};
        }
    }
}
