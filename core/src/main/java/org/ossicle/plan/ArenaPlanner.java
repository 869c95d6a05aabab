package org.ossicle.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives every scratch buffer of a plan an offset in one shared arena, reusing the bytes of buffers
 * that are no longer live.
 *
 * <p>Largest buffers are placed first, each into the smallest gap that is free over its whole
 * lifetime. The result depends only on the requests, not on their order, so a plan built twice is
 * byte-identical. States, weights, inputs and outputs never come here: they outlive a run.
 */
final class ArenaPlanner {
    /** Widest vector load any kernel may issue against the start of a buffer. */
    static final int ALIGNMENT = 64;

    /**
     * Classes rather than chains of comparators, which a JVM that has just started links slowly.
     */
    private static final class LargestFirst implements Comparator<Request> {
        @Override
        public int compare(Request a, Request b) {
            if (a.bytes != b.bytes) {
                return Long.compare(b.bytes, a.bytes);
            }
            if (a.firstStep != b.firstStep) {
                return Integer.compare(a.firstStep, b.firstStep);
            }
            return a.lastStep != b.lastStep
                    ? Integer.compare(a.lastStep, b.lastStep)
                    : Integer.compare(a.id, b.id);
        }
    }

    private ArenaPlanner() {}

    /**
     * A buffer that needs room.
     *
     * @param id the caller's number for it, unique
     * @param bytes its size, at least 0
     * @param firstStep the step that writes it first
     * @param lastStep the step that touches it last, at least {@code firstStep}
     */
    record Request(int id, long bytes, int firstStep, int lastStep) {}

    /**
     * Where a buffer lies.
     *
     * @param offset in bytes, a multiple of {@link #ALIGNMENT}
     */
    record Place(Request request, long offset) {
        long end() {
            return offset + aligned(request.bytes());
        }
    }

    /** Places all requests; the result is ordered by offset. */
    static List<Place> place(List<Request> requests) {
        List<Request> order = new ArrayList<>(requests);
        order.sort(new LargestFirst());
        Occupied occupied = new Occupied(order.size());
        for (Request request : order) {
            occupied.add(request, occupied.smallestGap(request));
        }
        return occupied.places();
    }

    /** The bytes an arena needs to hold all places. */
    static long arenaBytes(List<Place> places) {
        long bytes = 0;
        for (Place place : places) {
            bytes = Math.max(bytes, place.end());
        }
        return bytes;
    }

    static long aligned(long bytes) {
        return Math.addExact(bytes, ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** The places so far, ordered by offset, in arrays: every request looks at all of them. */
    private static final class Occupied {
        private final Request[] requests;
        private final long[] starts;
        private final long[] ends;
        private final int[] firstSteps;
        private final int[] lastSteps;
        private int count;

        Occupied(int most) {
            requests = new Request[most];
            starts = new long[most];
            ends = new long[most];
            firstSteps = new int[most];
            lastSteps = new int[most];
        }

        /** Gaps lie between the places that are live at the same time. */
        long smallestGap(Request request) {
            long needed = aligned(request.bytes);
            int first = request.firstStep;
            int last = request.lastStep;
            long bestOffset = -1;
            long bestGap = Long.MAX_VALUE;
            long free = 0;
            for (int i = 0; i < count; i++) {
                if (firstSteps[i] > last || first > lastSteps[i]) {
                    continue;
                }
                long gap = starts[i] - free;
                if (gap >= needed && gap < bestGap) {
                    bestGap = gap;
                    bestOffset = free;
                }
                free = Math.max(free, ends[i]);
            }
            return bestOffset >= 0 ? bestOffset : free;
        }

        void add(Request request, long offset) {
            long end = offset + aligned(request.bytes);
            int at = count;
            while (at > 0
                    && (starts[at - 1] > offset
                            || starts[at - 1] == offset && ends[at - 1] > end)) {
                at--;
            }
            int moved = count - at;
            System.arraycopy(requests, at, requests, at + 1, moved);
            System.arraycopy(starts, at, starts, at + 1, moved);
            System.arraycopy(ends, at, ends, at + 1, moved);
            System.arraycopy(firstSteps, at, firstSteps, at + 1, moved);
            System.arraycopy(lastSteps, at, lastSteps, at + 1, moved);
            requests[at] = request;
            starts[at] = offset;
            ends[at] = end;
            firstSteps[at] = request.firstStep;
            lastSteps[at] = request.lastStep;
            count++;
        }

        List<Place> places() {
            List<Place> places = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                places.add(new Place(requests[i], starts[i]));
            }
            return places;
        }
    }
}
