package org.ossicle.livepage;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.ossicle.error.OssicleException;
import picocli.CommandLine;

/** Starts the page. */
public final class Main {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger SERVER_LOG = Logger.getLogger("org.eclipse.jetty");

    private Main() {}

    public static void main(String[] args) {
        SERVER_LOG.setLevel(Level.WARNING);
        CommandLine command = new CommandLine(new LivePageCommand());
        command.setExecutionExceptionHandler(Main::report);
        command.setErr(new PrintWriter(System.err, true));
        System.exit(command.execute(args));
    }

    private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(e instanceof OssicleException || e instanceof IOException)) {
            throw e;
        }
        command.getErr().println("live-page: " + e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
