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

    private static final Comparator<Request> LARGEST_FIRST =
            Comparator.comparingLong(Request::bytes)
                    .reversed()
                    .thenComparingInt(Request::firstStep)
                    .thenComparingInt(Request::lastStep)
                    .thenComparingInt(Request::id);

    private static final Comparator<Place> BY_OFFSET =
            Comparator.comparingLong(Place::offset).thenComparingLong(Place::end);

    private ArenaPlanner() {}

    /**
     * A buffer that needs room.
     *
     * @param id the caller's number for it, unique
     * @param bytes its size, at least 0
     * @param firstStep the step that writes it first
     * @param lastStep the step that touches it last, at least {@code firstStep}
     */
    record Request(int id, long bytes, int firstStep, int lastStep) {
        boolean overlaps(Request other) {
            return firstStep <= other.lastStep && other.firstStep <= lastStep;
        }
    }

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
        order.sort(LARGEST_FIRST);
        List<Place> placed = new ArrayList<>(order.size());
        for (Request request : order) {
            insert(placed, new Place(request, smallestGap(placed, request)));
        }
        return placed;
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

    /** {@code placed} is ordered by offset; gaps lie between the places live at the same time. */
    private static long smallestGap(List<Place> placed, Request request) {
        long needed = aligned(request.bytes());
        long bestOffset = -1;
        long bestGap = Long.MAX_VALUE;
        long free = 0;
        for (Place place : placed) {
            if (!place.request().overlaps(request)) {
                continue;
            }
            long gap = place.offset() - free;
            if (gap >= needed && gap < bestGap) {
                bestGap = gap;
                bestOffset = free;
            }
            free = Math.max(free, place.end());
        }
        return bestOffset >= 0 ? bestOffset : free;
    }

    private static void insert(List<Place> placed, Place place) {
        int at = placed.size();
        while (at > 0 && BY_OFFSET.compare(placed.get(at - 1), place) > 0) {
            at--;
        }
        placed.add(at, place);
    }
}
