package org.ossicle.cli;

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
    private static final String TERMINAL_PROPERTY = "ossicle.cli.terminal";

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("org.ossicle");

    private Main() {}

    public static void main(String[] args) {
        LIBRARY_LOG.setLevel(Level.WARNING);
        PrintStream stdout =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream terminal = Boolean.getBoolean(TERMINAL_PROPERTY) ? System.err : null;
        CommandLine commands = commands(terminal);
        commands.setOut(new PrintWriter(stdout));
        commands.setErr(new PrintWriter(System.err, true));
        System.exit(commands.execute(args));
    }

    /**
     * @param terminal where progress may be drawn, or null
     */
    static CommandLine commands(PrintStream terminal) {
        CommandLine commands = new CommandLine(new OssicleCommand());
        commands.addSubcommand(new HearCommand(terminal));
        commands.addSubcommand(new TranscribeCommand(terminal));
        commands.addSubcommand(new ListenCommand(terminal));
        commands.addSubcommand(new EmotionCommand(terminal));
        commands.addSubcommand(new ExplainCommand());
        commands.addSubcommand(new DoctorCommand());
        commands.setExecutionExceptionHandler(Main::report);
        commands.setParameterExceptionHandler(Main::explainUsage);
        return commands;
    }

    private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(e instanceof OssicleException || e instanceof IOException)) {
            throw e;
        }
        command.getErr().println("ossicle: " + e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int explainUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("ossicle: " + e.getMessage());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }
}
