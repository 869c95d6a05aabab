package org.ossicle.cli;

import java.io.PrintWriter;
import org.ossicle.Diagnostics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What runs here, and why. */
@Command(
        name = "doctor",
        description = "Tells which engine models run on here, why, and what speaks against others.")
final class DoctorCommand implements Runnable {
    @Spec private CommandSpec command;

    @Override
    public void run() {
        PrintWriter out = command.commandLine().getOut();
        out.print(Diagnostics.ofThisMachine());
        out.flush();
    }
}
