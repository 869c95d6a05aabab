package org.ossicle.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares what the guards of two revisions wrote; {@code benchmarks/compare} runs it. */
public final class CompareCommand {
    /** Times of ours, and memory of ours. */
    private static final List<String> NUMBERS = List.of("oursMedianUs", "oursKib");

    private static final double FEWEST_BYTES = 1;

    private CompareCommand() {}

    /** Takes a folder with {@code base-1.json}, {@code head-1.json} and so on, and the rounds. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        List<Map<String, Map<String, Double>>> base = new ArrayList<>();
        List<Map<String, Map<String, Double>>> head = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            base.add(GuardFile.read(folder.resolve("base-" + round + ".json")));
            head.add(GuardFile.read(folder.resolve("head-" + round + ".json")));
        }
        System.exit(report(base, head) ? 1 : 0);
    }

    /** Prints a line per number; says whether something became worse. */
    private static boolean report(
            List<Map<String, Map<String, Double>>> base,
            List<Map<String, Map<String, Double>>> head) {
        System.out.printf(
                "%-46s %14s %12s %12s %8s %8s%n",
                "work", "number", "base", "head", "change", "needs");
        boolean worse = false;
        for (String work : head.get(0).keySet()) {
            for (String number : NUMBERS) {
                double[] before = column(base, work, number);
                double[] after = column(head, work, number);
                if (before != null && after != null) {
                    Change change = Change.of(before, after);
                    print(work, number, change);
                    worse |= change.isWorse();
                }
            }
            worse |= allocatesMore(work, base, head);
        }
        return worse;
    }

    private static boolean allocatesMore(
            String work,
            List<Map<String, Map<String, Double>>> base,
            List<Map<String, Map<String, Double>>> head) {
        double[] before = column(base, work, "bytesPerOp");
        double[] after = column(head, work, "bytesPerOp");
        if (before == null || after == null) {
            return false;
        }
        double bytesBefore = Change.median(before);
        double bytesAfter = Change.median(after);
        boolean more = bytesAfter > (1 + Change.SMALLEST) * bytesBefore + FEWEST_BYTES;
        if (more) {
            System.out.printf(
                    Locale.ROOT,
                    "%-46s %14s %12.0f %12.0f  MORE GARBAGE%n",
                    work,
                    "bytesPerOp",
                    bytesBefore,
                    bytesAfter);
        }
        return more;
    }

    private static void print(String work, String number, Change change) {
        String verdict = change.isWorse() ? "  WORSE" : change.isFlagged() ? "  better" : "";
        System.out.printf(
                Locale.ROOT,
                "%-46s %14s %12.1f %12.1f %+7.1f%% %7.1f%%%s%n",
                work,
                number,
                change.base(),
                change.head(),
                100 * change.relative(),
                100 * change.threshold(),
                verdict);
    }

    /** The number of each round, or null if a round lacks it. */
    private static double[] column(
            List<Map<String, Map<String, Double>>> rounds, String work, String number) {
        double[] column = new double[rounds.size()];
        for (int i = 0; i < column.length; i++) {
            Double value = rounds.get(i).getOrDefault(work, Map.of()).get(number);
            if (value == null) {
                return null;
            }
            column[i] = value;
        }
        return column;
    }
}
