package org.ossicle.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * One number of one row of the guard, before and after.
 *
 * @param work the row, as JSON has it between quotes
 * @param number the name of its field
 */
record Comparison(String work, String number, Change change, Verdict verdict) {
    static final String HEADING =
            String.format(
                    "%-52s %14s %12s %12s %8s %8s",
                    "work", "number", "base", "head", "change", "needs");

    enum Verdict {
        SAME,
        BETTER,
        WORSE
    }

    boolean isWorse() {
        return verdict == Verdict.WORSE;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-52s %14s %12.1f %12.1f %+7.1f%% %7.1f%%%s",
                work,
                number,
                change.base(),
                change.head(),
                100 * change.relative(),
                100 * change.threshold(),
                verdict == Verdict.SAME ? "" : "  " + verdict);
    }

    /** An array with one object per line. */
    static String json(List<Comparison> comparisons) {
        StringJoiner all = new StringJoiner(",\n", "[\n", "\n]\n");
        comparisons.forEach(comparison -> all.add("  " + comparison.json()));
        return all.toString();
    }

    private String json() {
        return String.format(
                Locale.ROOT,
                "{\"work\": \"%s\", \"number\": \"%s\", \"base\": %.6g, \"head\": %.6g,"
                        + " \"change\": %.6g, \"threshold\": %.6g, \"verdict\": \"%s\"}",
                work,
                number,
                change.base(),
                change.head(),
                change.relative(),
                change.threshold(),
                verdict.name().toLowerCase(Locale.ROOT));
    }
}
