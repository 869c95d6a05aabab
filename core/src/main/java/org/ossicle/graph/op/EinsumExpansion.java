package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.ossicle.graph.Value;

/** An Einstein sum as matrix products, from the first operand to the last. */
final class EinsumExpansion {
    private final Expansion e;
    private final EinsumLabels labels;
    private final int operands;

    /** A tensor whose axes have labels, each once. */
    private record Term(Value value, List<Character> axes) {}

    EinsumExpansion(String equation, Expansion e) {
        this.e = e;
        this.operands = e.inputCount();
        long[][] dims = new long[operands][];
        for (int i = 0; i < operands; i++) {
            dims[i] = e.dims(i);
        }
        this.labels = EinsumLabels.of(equation, dims, ConvGeometry::refuse);
    }

    void expand() {
        Term product = operand(0);
        for (int i = 1; i < operands; i++) {
            product = contract(product, operand(i), neededAfter(i + 1));
        }
        e.emit(0, new Identity(), arranged(product, labels.output()));
    }

    /** Operand {@code i} with repeated labels taken along their diagonal and stretched. */
    private Term diagonal(int i) {
        List<Character> given = labels.input(i);
        List<Character> axes = List.copyOf(new LinkedHashSet<>(given));
        long[] dims = e.dims(i);
        Long[] strides = new Long[axes.size()];
        Long[] sizes = new Long[axes.size()];
        Arrays.fill(strides, 0L);
        Arrays.fill(sizes, 1L);
        long step = 1;
        for (int axis = given.size() - 1; axis >= 0; axis--) {
            int kept = axes.indexOf(given.get(axis));
            strides[kept] += dims[axis] == 1 ? 0 : step;
            sizes[kept] = labels.size(given.get(axis));
            step *= dims[axis];
        }
        Value value = e.input(i);
        boolean stretched = !Arrays.equals(dims, labels.sizes(given));
        if (axes.size() < given.size()) {
            value = e.step(new StridedView(List.of(sizes), List.of(strides), 0), value);
        } else if (stretched) {
            value = e.step(new Expand(), value, e.longs(labels.sizes(axes)));
        }
        return new Term(value, axes);
    }

    /** Labels that the output or an operand from {@code next} on has. */
    private Set<Character> neededAfter(int next) {
        Set<Character> needed = new LinkedHashSet<>(labels.output());
        for (int i = next; i < operands; i++) {
            needed.addAll(labels.input(i));
        }
        return needed;
    }

    /** Operand {@code i} summed over labels that neither the output nor other operands have. */
    private Term operand(int i) {
        Term term = diagonal(i);
        Set<Character> needed = new LinkedHashSet<>(labels.output());
        for (int other = 0; other < operands; other++) {
            if (other != i) {
                needed.addAll(labels.input(other));
            }
        }
        List<Character> kept = new ArrayList<>(term.axes);
        kept.retainAll(needed);
        return kept.size() == term.axes.size() ? term : summed(term, kept);
    }

    private Term summed(Term term, List<Character> kept) {
        long[] axes =
                IntStream.range(0, term.axes.size())
                        .filter(i -> !kept.contains(term.axes.get(i)))
                        .mapToLong(i -> i)
                        .toArray();
        Value sum = e.step(new Reduce(ReduceKind.SUM, false, false), term.value, e.longs(axes));
        return new Term(sum, kept);
    }

    /** The product of two terms, summed over labels that are not needed. */
    private Term contract(Term a, Term b, Set<Character> needed) {
        List<Character> batch = new ArrayList<>();
        List<Character> inner = new ArrayList<>();
        for (char label : a.axes) {
            if (b.axes.contains(label)) {
                (needed.contains(label) ? batch : inner).add(label);
            }
        }
        List<Character> left = new ArrayList<>(a.axes);
        left.removeAll(b.axes);
        List<Character> right = new ArrayList<>(b.axes);
        right.removeAll(a.axes);
        Value rows = e.reshape(arranged(a, joined(batch, left, inner)), matrix(batch, left, inner));
        Value columns =
                e.reshape(arranged(b, joined(batch, inner, right)), matrix(batch, inner, right));
        List<Character> axes = joined(batch, left, right);
        Value product = e.step(new MatMul(), rows, columns);
        Term result = new Term(e.reshape(product, labels.sizes(axes)), axes);
        List<Character> kept = new ArrayList<>(axes);
        kept.retainAll(needed);
        return kept.size() == axes.size() ? result : summed(result, kept);
    }

    private long[] matrix(List<Character> batch, List<Character> rows, List<Character> columns) {
        return new long[] {elements(batch), elements(rows), elements(columns)};
    }

    private long elements(List<Character> axes) {
        long product = 1;
        for (char label : axes) {
            product *= labels.size(label);
        }
        return product;
    }

    private static List<Character> joined(List<Character> a, List<Character> b, List<Character> c) {
        List<Character> all = new ArrayList<>(a);
        all.addAll(b);
        all.addAll(c);
        return all;
    }

    /** The term's value with its axes in another order. */
    private Value arranged(Term term, List<Character> order) {
        if (order.equals(term.axes)) {
            return term.value;
        }
        List<Long> perm = order.stream().map(label -> (long) term.axes.indexOf(label)).toList();
        return e.step(new Transpose(perm), term.value);
    }
}
