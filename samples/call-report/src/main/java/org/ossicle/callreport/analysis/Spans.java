package org.ossicle.callreport.analysis;

import java.util.ArrayList;
import java.util.List;

/** Stretches of time in order, none touching another. Immutable. */
public final class Spans {
    private final List<Span> spans;

    private Spans(List<Span> spans) {
        this.spans = List.copyOf(spans);
    }

    /**
     * @param ordered by their starts; those that touch or overlap become one
     * @throws IllegalArgumentException if they are not ordered
     */
    public static Spans of(List<Span> ordered) {
        return joining(ordered, 0);
    }

    private static Spans joining(List<Span> ordered, double maxGapSeconds) {
        List<Span> joined = new ArrayList<>();
        for (Span span : ordered) {
            Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && span.startSeconds() < last.startSeconds()) {
                throw new IllegalArgumentException(span + " comes after " + last);
            }
            if (last != null && span.startSeconds() - last.endSeconds() <= maxGapSeconds) {
                double end = Math.max(last.endSeconds(), span.endSeconds());
                joined.set(joined.size() - 1, new Span(last.startSeconds(), end));
            } else {
                joined.add(span);
            }
        }
        return new Spans(joined);
    }

    /** The same with gaps of up to so many seconds closed. */
    public Spans joined(double maxGapSeconds) {
        return joining(spans, maxGapSeconds);
    }

    /** Those that are at least so long. */
    public Spans lasting(double minSeconds) {
        return new Spans(spans.stream().filter(s -> s.seconds() >= minSeconds).toList());
    }

    /** The time that is in both. */
    public Spans and(Spans other) {
        List<Span> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < spans.size() && j < other.spans.size()) {
            Span a = spans.get(i);
            Span b = other.spans.get(j);
            double start = Math.max(a.startSeconds(), b.startSeconds());
            double end = Math.min(a.endSeconds(), b.endSeconds());
            if (end > start) {
                common.add(new Span(start, end));
            }
            if (a.endSeconds() < b.endSeconds()) {
                i++;
            } else {
                j++;
            }
        }
        return new Spans(common);
    }

    /** The part that lies in one stretch of time. */
    public Spans within(Span part) {
        return and(new Spans(List.of(part)));
    }

    /** Their length together. */
    public double seconds() {
        double sum = 0;
        for (Span span : spans) {
            sum += span.seconds();
        }
        return sum;
    }

    /** In order; an unmodifiable list. */
    public List<Span> list() {
        return spans;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spans that && spans.equals(that.spans);
    }

    @Override
    public int hashCode() {
        return spans.hashCode();
    }

    @Override
    public String toString() {
        return spans.toString();
    }
}
