package org.ossicle.benchmarks.guard;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Rows as a table for people and as JSON for programs. */
final class GuardReport {
    static final String HEADING =
            String.format(
                    "%-52s %-12s%12s %12s %12s %12s %7s %7s %8s %8s",
                    "work",
                    "peer",
                    "peer",
                    "peer p99",
                    "ours",
                    "ours p99",
                    "ratio",
                    "cpu",
                    "rtf",
                    "bytes/op");

    private GuardReport() {}

    static String line(GuardRow row) {
        String start = String.format("%-52s %-12s", row.task().work(), row.task().peer());
        Measured measured = row.measured();
        if (measured == null) {
            return start + " " + row.reason();
        }
        boolean memory = measured.isMemory();
        String unit = memory ? " KiB" : " us";
        return start
                + String.format(
                        Locale.ROOT,
                        "%12s %12s %12s %12s %7s %7s %8s %8s",
                        cell(memory ? measured.peerKib() : measured.peerMedianUs(), 1, unit),
                        cell(measured.peerP99Us(), 1, unit),
                        cell(memory ? measured.oursKib() : measured.oursMedianUs(), 1, unit),
                        cell(measured.oursP99Us(), 1, unit),
                        cell(measured.ratio(), 2, ""),
                        cell(measured.cpuRatio(), 2, ""),
                        cell(row.task().realTimeFactor(measured), 4, ""),
                        cell(measured.bytesPerOp(), 0, ""));
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
        Measured measured = row.measured() == null ? Measured.NOTHING : row.measured();
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        fields.add("\"work\": " + quoted(row.task().work()));
        fields.add("\"peer\": " + quoted(row.task().peer()));
        fields.add("\"peerMedianUs\": " + number(measured.peerMedianUs()));
        fields.add("\"peerP99Us\": " + number(measured.peerP99Us()));
        fields.add("\"oursMedianUs\": " + number(measured.oursMedianUs()));
        fields.add("\"oursP99Us\": " + number(measured.oursP99Us()));
        fields.add("\"ratio\": " + number(measured.ratio()));
        fields.add("\"cpuRatio\": " + number(measured.cpuRatio()));
        fields.add("\"bytesPerOp\": " + number(measured.bytesPerOp()));
        fields.add("\"realTimeFactor\": " + number(row.task().realTimeFactor(measured)));
        if (measured.isMemory()) {
            fields.add("\"peerKib\": " + number(measured.peerKib()));
            fields.add("\"oursKib\": " + number(measured.oursKib()));
        }
        if (row.reason() != null) {
            fields.add("\"skipped\": " + quoted(row.reason()));
        }
        return fields.toString();
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
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
