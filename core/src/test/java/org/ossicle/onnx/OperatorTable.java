package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ossicle.graph.DType;

/** Writes the page that says which operators are supported, from what the test cases showed. */
final class OperatorTable {
    private static final String HEAD =
            """
            # Operators

            What the importer takes, in the opsets that the public test cases of ONNX cover.
            `OnnxNodeVectorsTest` runs every case through importer and interpreter; a case counts for
            each operator in its model. Types are those that an operator met as its first input in
            those cases; an operator that comes apart into others at import has none of its own.
            "Native" counts the cases that passed and that native code has instructions for.

            This page is generated: `mvn -pl core test -Dtest=OperatorTableTest -Dossicle.regenerate=true`.

            | Operator | Opsets of the cases | Element types | Interpreter | Native |
            |---|---|---|---|---|
            """;

    private static final String SKIPPED_HEAD =
            """

            ## Cases left out

            | Reason | Cases |
            |---|---|
            """;

    /** What is known of one operator. */
    private static final class Row {
        private final Set<Long> opsets = new TreeSet<>();
        private int passed;
        private int lowered;
    }

    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, Set<DType>> types;

    OperatorTable(NodeVectorRun run) {
        types = run.types();
        for (String name : OnnxImporter.supportedOperators()) {
            rows.put(name, new Row());
        }
        for (NodeVector.Outcome outcome : run.outcomes()) {
            if (outcome.skipped() != null) {
                reasons.merge(category(outcome.skipped()), 1, Integer::sum);
            }
            if (outcome.passed()) {
                OnnxModel model = outcome.vector().model();
                Set<String> names = new TreeSet<>();
                collect(model.graph(), names);
                model.functions().forEach(function -> collect(function.nodes(), names));
                names.retainAll(rows.keySet());
                names.forEach(
                        name -> note(name, model, run.lowered().contains(outcome.vector().name())));
            }
        }
    }

    private void note(String name, OnnxModel model, boolean lowered) {
        Row row = rows.get(name);
        int dot = name.lastIndexOf('.');
        row.opsets.add(model.header().opsets().get(dot < 0 ? "" : name.substring(0, dot)));
        row.passed++;
        row.lowered += lowered ? 1 : 0;
    }

    /** A reason for leaving cases out, without the node or value that it came up at. */
    private static String category(String reason) {
        return reason.replaceAll(", opset \\d+ \\([^)]*\\)", "").replaceAll("^\\S+ (is|has) ", "");
    }

    private static void collect(OnnxGraph graph, Set<String> names) {
        collect(graph.nodes(), names);
    }

    private static void collect(List<OnnxNode> nodes, Set<String> names) {
        for (OnnxNode node : nodes) {
            names.add(
                    node.domain().isEmpty() ? node.opType() : node.domain() + "." + node.opType());
            for (OnnxAttribute attribute : node.attributes().values()) {
                if (attribute.value() instanceof OnnxGraph inner) {
                    collect(inner, names);
                }
            }
        }
    }

    String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        rows.forEach((name, row) -> page.append(line(name, row)));
        page.append(SKIPPED_HEAD);
        reasons.forEach(
                (reason, count) ->
                        page.append("| ")
                                .append(reason)
                                .append(" | ")
                                .append(count)
                                .append(" |\n"));
        return page.toString();
    }

    private String line(String name, Row row) {
        Set<DType> seen = types.getOrDefault(name, Set.of());
        String typeNames =
                seen.stream()
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" "));
        String opsets = row.opsets.isEmpty() ? "none" : ranges(row.opsets);
        String counts = row.passed + " | " + row.lowered;
        return "| " + name + " | " + opsets + " | " + typeNames + " | " + counts + " |\n";
    }

    /** Numbers as ranges: 7, 9-11. */
    static String ranges(Set<Long> numbers) {
        List<String> parts = new ArrayList<>();
        long first = -1;
        long last = -1;
        for (long number : new TreeSet<>(numbers)) {
            if (last >= 0 && number == last + 1) {
                parts.set(parts.size() - 1, first + "-" + number);
            } else {
                first = number;
                parts.add(Long.toString(number));
            }
            last = number;
        }
        return String.join(", ", parts);
    }
}
