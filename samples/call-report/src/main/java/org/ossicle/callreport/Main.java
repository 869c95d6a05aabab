package org.ossicle.callreport;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.ossicle.error.OssicleException;
import picocli.CommandLine;

/** Starts the command line. Standard output is UTF-8 whatever the locale, as scripts expect. */
public final class Main {
    /** Set by the start script where standard error is a terminal. */
    private static final String TERMINAL_PROPERTY = "ossicle.callreport.terminal";

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("org.ossicle");

    private Main() {}

    public static void main(String[] args) {
        LIBRARY_LOG.setLevel(Level.WARNING);
        PrintStream stdout =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream terminal = Boolean.getBoolean(TERMINAL_PROPERTY) ? System.err : null;
        CommandLine command = command(terminal);
        command.setOut(new PrintWriter(stdout));
        command.setErr(new PrintWriter(System.err, true));
        System.exit(command.execute(args));
    }

    /**
     * @param terminal where progress may be drawn, or null
     */
    static CommandLine command(PrintStream terminal) {
        return new CommandLine(new CallReportCommand(terminal))
                .setExecutionExceptionHandler(Main::report);
    }

    private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(e instanceof OssicleException || e instanceof IOException)) {
            throw e;
        }
        command.getErr().println("call-report: " + e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
