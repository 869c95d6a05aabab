package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.ossicle.error.InvalidGraphException;

/**
 * An Einstein sum's equation held against its operands: a label for every axis. Axes of an ellipsis
 * have the labels 0, 1, .. counted from the last.
 */
final class EinsumLabels {
    private static final String ELLIPSIS = "...";
    private static final String ARROW = "->";

    private final BiFunction<String, String, InvalidGraphException> invalid;
    private final String equation;
    private final List<List<Character>> inputs = new ArrayList<>();
    private final Map<Character, Long> sizes = new HashMap<>();
    private List<Character> output;
    private int ellipsisRank;

    private EinsumLabels(
            String equation, BiFunction<String, String, InvalidGraphException> invalid) {
        this.equation = equation.replace(" ", "");
        this.invalid = invalid;
    }

    static EinsumLabels of(
            String equation,
            long[][] dims,
            BiFunction<String, String, InvalidGraphException> invalid) {
        EinsumLabels labels = new EinsumLabels(equation, invalid);
        labels.read(dims);
        return labels;
    }

    /** The labels of input {@code i}'s axes. */
    List<Character> input(int i) {
        return inputs.get(i);
    }

    /** The labels of the output's axes, each once. */
    List<Character> output() {
        return output;
    }

    /** The size that a label's axes stretch to. */
    long size(char label) {
        return sizes.get(label);
    }

    long[] sizes(List<Character> labels) {
        return labels.stream().mapToLong(sizes::get).toArray();
    }

    private void read(long[][] dims) {
        int arrow = equation.indexOf(ARROW);
        String left = arrow < 0 ? equation : equation.substring(0, arrow);
        String[] terms = left.split(",", -1);
        if (terms.length != dims.length) {
            throw invalid.apply(terms.length + " inputs for '" + equation + "'", "" + dims.length);
        }
        for (int i = 0; i < terms.length; i++) {
            inputs.add(term(terms[i], dims[i].length));
            for (int axis = 0; axis < dims[i].length; axis++) {
                addSize(inputs.get(i).get(axis), dims[i][axis]);
            }
        }
        output = arrow < 0 ? implicitOutput() : term(equation.substring(arrow + 2), -1);
        for (char label : output) {
            boolean once = output.indexOf(label) == output.lastIndexOf(label);
            if (!once || !sizes.containsKey(label)) {
                throw invalid.apply("output labels that inputs have, each once", equation);
            }
        }
    }

    /** The labels of one term; a negative rank takes the ellipsis as wide as any input's. */
    private List<Character> term(String term, int rank) {
        int dots = term.indexOf(ELLIPSIS);
        String before = dots < 0 ? term : term.substring(0, dots);
        String after = dots < 0 ? "" : term.substring(dots + ELLIPSIS.length());
        int letters = before.length() + after.length();
        int width = dots < 0 ? 0 : rank < 0 ? ellipsisRank : rank - letters;
        String all = before + after;
        boolean plain = all.chars().allMatch(c -> c < 128 && Character.isLetter(c));
        if (!plain || width < 0 || (rank >= 0 && letters + width != rank)) {
            throw invalid.apply(
                    "labels for " + rank + " axes, letters or one ellipsis",
                    "'" + term + "' in '" + equation + "'");
        }
        ellipsisRank = Math.max(ellipsisRank, width);
        List<Character> labels = new ArrayList<>();
        before.chars().forEach(c -> labels.add((char) c));
        for (int i = width - 1; i >= 0; i--) {
            labels.add((char) ('0' + i));
        }
        after.chars().forEach(c -> labels.add((char) c));
        return labels;
    }

    private void addSize(char label, long size) {
        long known = sizes.getOrDefault(label, 1L);
        if (known != size && known != 1 && size != 1) {
            throw invalid.apply(
                    "one size for label '" + label + "' in '" + equation + "'",
                    known + " and " + size);
        }
        sizes.put(label, known == 1 ? size : known);
    }

    private List<Character> implicitOutput() {
        Map<Character, Integer> counts = new TreeMap<>();
        inputs.forEach(term -> term.forEach(label -> counts.merge(label, 1, Integer::sum)));
        List<Character> kept = new ArrayList<>();
        for (int i = ellipsisRank - 1; i >= 0; i--) {
            kept.add((char) ('0' + i));
        }
        counts.forEach(
                (label, count) -> {
                    if (Character.isLetter(label) && count == 1) {
                        kept.add(label);
                    }
                });
        return kept;
    }
}
