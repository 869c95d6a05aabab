package org.ossicle.callreport.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One speaker begins while the other one is talking.
 *
 * @param atSeconds when
 * @param speaker who begins, 0 or 1
 * @param overlapSeconds how long both talk
 * @param takesOver whether the other one stops first
 */
public record Interruption(
        double atSeconds, int speaker, double overlapSeconds, boolean takesOver) {
    /** Whoever has talked for less has not begun before the other one, but with him. */
    private static final double MIN_TALK_BEFORE_SECONDS = 0.5;

    /** A shorter overlap is how turns change without a pause. */
    private static final double MIN_OVERLAP_SECONDS = 0.2;

    /** What is shorter says "yes" or "mhm", and does not want the floor. */
    private static final double MIN_TALK_SECONDS = 1.0;

    /** The interruptions of a call, in the order of time. */
    public static List<Interruption> find(Spans first, Spans second) {
        List<Interruption> found = new ArrayList<>();
        collect(1, second, first, found);
        collect(0, first, second, found);
        found.sort(Comparator.comparingDouble(Interruption::atSeconds));
        return List.copyOf(found);
    }

    private static void collect(int speaker, Spans own, Spans others, List<Interruption> found) {
        List<Span> floor = others.list();
        int next = 0;
        for (Span talk : own.list()) {
            while (next < floor.size() && floor.get(next).endSeconds() <= talk.startSeconds()) {
                next++;
            }
            if (next == floor.size()) {
                return;
            }
            Span held = floor.get(next);
            double overlap = Math.min(held.endSeconds(), talk.endSeconds()) - talk.startSeconds();
            double before = talk.startSeconds() - held.startSeconds();
            if (talk.seconds() >= MIN_TALK_SECONDS
                    && before >= MIN_TALK_BEFORE_SECONDS
                    && overlap >= MIN_OVERLAP_SECONDS) {
                boolean takesOver = talk.endSeconds() > held.endSeconds();
                found.add(new Interruption(talk.startSeconds(), speaker, overlap, takesOver));
            }
        }
    }
}
