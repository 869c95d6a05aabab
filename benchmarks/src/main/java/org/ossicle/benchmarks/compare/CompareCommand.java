package org.ossicle.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ossicle.benchmarks.compare.Comparison.Verdict;

/** Compares what the guards of two revisions wrote; {@code benchmarks/compare} runs it. */
public final class CompareCommand {
    /** Times of ours, and memory of ours. */
    private static final List<String> NUMBERS = List.of("oursMedianUs", "oursKib");

    private static final String GARBAGE = "bytesPerOp";
    private static final double FEWEST_BYTES = 1;

    private CompareCommand() {}

    /**
     * Takes a folder with {@code base-1.json}, {@code head-1.json} and so on, the rounds, and where
     * to write JSON, if anywhere. Exits with 1 if something became worse.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        List<Map<String, Map<String, Double>>> base = new ArrayList<>();
        List<Map<String, Map<String, Double>>> head = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            base.add(GuardFile.read(folder.resolve("base-" + round + ".json")));
            head.add(GuardFile.read(folder.resolve("head-" + round + ".json")));
        }
        List<Comparison> comparisons = compare(base, head);
        System.out.println(Comparison.HEADING);
        comparisons.forEach(comparison -> System.out.println(comparison.line()));
        if (arguments.length > 2) {
            Files.writeString(Path.of(arguments[2]), Comparison.json(comparisons));
        }
        System.exit(comparisons.stream().anyMatch(Comparison::isWorse) ? 1 : 0);
    }

    /**
     * Every number that all rounds of both have; garbage only where there is more of it.
     *
     * @param base for each round the numbers of each row
     * @param head as many rounds
     */
    static List<Comparison> compare(
            List<Map<String, Map<String, Double>>> base,
            List<Map<String, Map<String, Double>>> head) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String work : head.get(0).keySet()) {
            for (String number : NUMBERS) {
                double[] before = column(base, work, number);
                double[] after = column(head, work, number);
                if (before != null && after != null) {
                    Change change = Change.of(before, after);
                    comparisons.add(new Comparison(work, number, change, verdict(change)));
                }
            }
            double[] before = column(base, work, GARBAGE);
            double[] after = column(head, work, GARBAGE);
            if (before != null && after != null && allocatesMore(before, after)) {
                comparisons.add(
                        new Comparison(work, GARBAGE, garbage(before, after), Verdict.WORSE));
            }
        }
        return comparisons;
    }

    private static Verdict verdict(Change change) {
        if (!change.isFlagged()) {
            return Verdict.SAME;
        }
        return change.isWorse() ? Verdict.WORSE : Verdict.BETTER;
    }

    private static Change garbage(double[] before, double[] after) {
        double base = Change.median(before);
        double head = Change.median(after);
        return new Change(base, head, head / Math.max(FEWEST_BYTES, base) - 1, 0);
    }

    /** Garbage comes without noise, but where there was none, a byte more is not much more. */
    private static boolean allocatesMore(double[] before, double[] after) {
        return Change.median(after) > (1 + Change.SMALLEST) * Change.median(before) + FEWEST_BYTES;
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
