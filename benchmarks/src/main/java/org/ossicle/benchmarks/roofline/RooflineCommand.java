package org.ossicle.benchmarks.roofline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ossicle.benchmarks.work.MissingModelException;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelWork;

/** Prints the least time that one run of each model can take on one thread of this machine. */
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
        System.out.printf(
                "%-44s %11s %11s %9s %9s %10s %10s%n",
                "work", "float MMAC", "int8 MMAC", "MB", "GB/s", "compute", "memory");
        List<ModelWork> works = new ArrayList<>(ModelWork.streaming());
        works.add(ModelWork.RNNT_DECODER);
        works.add(ModelWork.RNNT_JOINER);
        for (ModelWork work : works) {
            try {
                print(
                        work,
                        Demand.of(work.bind(models.find(work.file())).plan()),
                        floatGmacs,
                        byteGmacs);
            } catch (MissingModelException e) {
                System.out.printf("%-44s skipped: %s%n", work.name(), e.getMessage());
            }
        }
        return 0;
    }

    private static void print(ModelWork work, Demand demand, double floatGmacs, double byteGmacs) {
        double gigabytesPerSecond = ReadSpeed.gigabytesPerSecond(demand.bytes());
        double computeUs =
                demand.floatMacs() / (floatGmacs * 1e3) + demand.byteMacs() / (byteGmacs * 1e3);
        double memoryUs = demand.bytes() / (gigabytesPerSecond * 1e3);
        System.out.printf(
                Locale.ROOT,
                "%-44s %11.2f %11.2f %9.2f %9.1f %7.0f us %7.0f us%n",
                work.name(),
                demand.floatMacs() / 1e6,
                demand.byteMacs() / 1e6,
                demand.bytes() / 1e6,
                gigabytesPerSecond,
                computeUs,
                memoryUs);
    }
}
