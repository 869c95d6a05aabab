package org.ossicle.benchmarks;

import java.util.Arrays;
import org.ossicle.benchmarks.guard.GuardCommand;

/** {@code guard} runs the guard; any other command line is JMH's. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("guard")) {
            System.exit(GuardCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        org.openjdk.jmh.Main.main(arguments);
    }
}
