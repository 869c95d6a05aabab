package org.ossicle.benchmarks.roofline;

import java.nio.file.Path;
import org.ossicle.benchmarks.work.MissingModelException;
import org.ossicle.benchmarks.work.ModelFolder;

/** Prints the least time that each row of the guard can take on one thread of this machine. */
public final class RooflineCommand {
    private static final String USAGE =
            "usage: roofline FLOAT_GMACS INT8_GMACS [MODEL_DIR]\n"
                    + "FLOAT_GMACS, INT8_GMACS: 10^9 multiply-adds per second of one thread";

    private RooflineCommand() {}

    /**
     * @return the process's exit status
     */
    public static int run(String[] arguments) {
        if (arguments.length < 2 || arguments.length > 3) {
            System.err.println(USAGE);
            return 2;
        }
        double floatGmacs = Double.parseDouble(arguments[0]);
        double byteGmacs = Double.parseDouble(arguments[1]);
        String folder = arguments.length == 3 ? arguments[2] : "../shared/models";
        ModelFolder models = new ModelFolder(Path.of(folder));
        Machine machine = new Machine(floatGmacs, byteGmacs);
        System.out.printf("%-52s %s%n", "work", Machine.TITLES);
        Rooflines.all().forEach((work, row) -> print(work, row, models, machine));
        return 0;
    }

    private static void print(String work, Rooflines.Row row, ModelFolder models, Machine machine) {
        String line;
        try {
            line = row.line(models, machine);
        } catch (MissingModelException e) {
            line = "skipped: " + e.getMessage();
        }
        System.out.printf("%-52s %s%n", work, line);
    }
}
