package org.ossicle.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.plan.ArenaPlanner.Place;
import org.ossicle.plan.ArenaPlanner.Request;

class ArenaPlannerTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverSharesBytesBetweenLiveBuffers(long seed) {
        List<Place> places = ArenaPlanner.place(randomRequests(new Random(seed), 200));
        assertEquals(200, places.size());
        for (Place a : places) {
            assertEquals(0, a.offset() % ArenaPlanner.ALIGNMENT);
            for (Place b : places) {
                boolean disjoint = a.end() <= b.offset() || b.end() <= a.offset();
                assertTrue(
                        a == b || disjoint || !overlap(a.request(), b.request()),
                        () -> a + " and " + b);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void dependsOnTheRequestsNotOnTheirOrder(long seed) {
        List<Request> requests = randomRequests(new Random(seed), 120);
        List<Place> places = ArenaPlanner.place(requests);
        List<Request> shuffled = new ArrayList<>(requests);
        Collections.shuffle(shuffled, new Random(seed + 100));
        assertEquals(places, ArenaPlanner.place(shuffled));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void staysCloseToTheLargestSumOfLiveBuffers(long seed) {
        List<Request> requests = randomRequests(new Random(seed), 200);
        long needed = 0;
        for (int step = 0; step < 110; step++) {
            long live = 0;
            for (Request request : requests) {
                if (request.firstStep() <= step && step <= request.lastStep()) {
                    live += ArenaPlanner.aligned(request.bytes());
                }
            }
            needed = Math.max(needed, live);
        }
        long arena = ArenaPlanner.arenaBytes(ArenaPlanner.place(requests));
        assertTrue(arena >= needed, arena + " below " + needed);
        assertTrue(arena <= needed * 1.3, arena + " far above " + needed);
    }

    @Test
    void takesTheSmallestGapThatFits() {
        List<Place> places =
                ArenaPlanner.place(
                        List.of(
                                new Request(0, 1024, 0, 1),
                                new Request(1, 640, 0, 9),
                                new Request(2, 256, 0, 1),
                                new Request(3, 192, 0, 9),
                                new Request(4, 128, 2, 3)));
        assertEquals(
                1024 + 640,
                places.stream().filter(p -> p.request().id() == 4).findFirst().get().offset());
    }

    @Test
    void givesEmptyBuffersAPlaceWithoutRoom() {
        assertEquals(
                0, ArenaPlanner.arenaBytes(ArenaPlanner.place(List.of(new Request(0, 0, 0, 0)))));
    }

    private static List<Request> randomRequests(Random random, int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(100);
            long bytes = random.nextInt(4) == 0 ? random.nextInt(9000) : random.nextInt(600);
            requests.add(new Request(i, bytes, first, first + random.nextInt(10)));
        }
        return requests;
    }

    private static boolean overlap(Request a, Request b) {
        return a.firstStep() <= b.lastStep() && b.firstStep() <= a.lastStep();
    }
}
