package org.ossicle.benchmarks.guard;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Rows as a table for people and as JSON for programs. */
final class GuardReport {
    static final String HEADING =
            String.format(
                    "%-44s %-14s %12s %12s %12s %7s %7s %8s",
                    "work", "peer", "peer", "ours", "ours p99", "ratio", "cpu", "bytes/op");

    private GuardReport() {}

    static String line(GuardRow row) {
        String start = String.format("%-44s %-14s ", row.work(), row.peer());
        if (row.skipped() != null) {
            return start + row.skipped();
        }
        boolean memory = !Double.isNaN(row.oursKib());
        String unit = memory ? " KiB" : " us";
        return start
                + String.format(
                        Locale.ROOT,
                        "%12s %12s %12s %7s %7s %8s",
                        cell(memory ? row.peerKib() : row.peerMedianUs(), 1, unit),
                        cell(memory ? row.oursKib() : row.oursMedianUs(), 1, unit),
                        cell(row.oursP99Us(), 1, unit),
                        cell(row.ratio(), 3, ""),
                        cell(row.cpuRatio(), 3, ""),
                        cell(row.bytesPerOp(), 0, ""));
    }

    private static String cell(double number, int decimals, String unit) {
        return Double.isNaN(number)
                ? "-"
                : String.format(Locale.ROOT, "%." + decimals + "f%s", number, unit);
    }

    static String json(List<GuardRow> rows) {
        StringJoiner all = new StringJoiner(",\n", "[\n", "\n]\n");
        rows.forEach(row -> all.add("  " + json(row)));
        return all.toString();
    }

    private static String json(GuardRow row) {
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        fields.add("\"work\": " + quoted(row.work()));
        fields.add("\"peer\": " + quoted(row.peer()));
        fields.add("\"peerMedianUs\": " + number(row.peerMedianUs()));
        fields.add("\"oursMedianUs\": " + number(row.oursMedianUs()));
        fields.add("\"oursP99Us\": " + number(row.oursP99Us()));
        fields.add("\"ratio\": " + number(row.ratio()));
        fields.add("\"cpuRatio\": " + number(row.cpuRatio()));
        fields.add("\"bytesPerOp\": " + number(row.bytesPerOp()));
        if (!Double.isNaN(row.oursKib())) {
            fields.add("\"peerKib\": " + number(row.peerKib()));
            fields.add("\"oursKib\": " + number(row.oursKib()));
        }
        if (row.skipped() != null) {
            fields.add("\"skipped\": " + quoted(row.skipped()));
        }
        return fields.toString();
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
