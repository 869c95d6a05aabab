package org.ossicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkCrewTest {
    private static final String NAME = "crew-under-test";

    private static List<Thread> helpers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(NAME))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void doesEachItemOnce(int helpers) throws InterruptedException {
        AtomicIntegerArray done = new AtomicIntegerArray(20);
        WorkCrew crew = new WorkCrew(NAME, helpers, done::incrementAndGet);
        Random random = new Random(helpers);
        try {
            for (int job = 0; job < 3000; job++) {
                int count = random.nextInt(done.length() + 1);
                crew.run(count);
                for (int i = 0; i < done.length(); i++) {
                    assertEquals(i < count ? 1 : 0, done.getAndSet(i, 0), "item " + i);
                }
                if (random.nextInt(300) == 0) {
                    Thread.sleep(1);
                }
            }
        } finally {
            crew.close();
        }
    }

    @Test
    void waitsForTheItemsThatHelpersAreAt() {
        long[] ends = new long[2];
        WorkCrew crew =
                new WorkCrew(
                        NAME,
                        1,
                        item -> {
                            sleep(30);
                            ends[item] = System.nanoTime();
                        });
        try {
            crew.run(2);
            long now = System.nanoTime();
            assertTrue(ends[0] != 0 && ends[0] < now && ends[1] != 0 && ends[1] < now);
        } finally {
            crew.close();
        }
    }

    @Test
    void wakesAHelperThatHasParked() {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        WorkCrew crew =
                new WorkCrew(
                        NAME,
                        1,
                        item -> {
                            try {
                                both.await(10, TimeUnit.SECONDS);
                                met.incrementAndGet();
                            } catch (Exception e) {
                                both.reset();
                            }
                        });
        try {
            assertTrue(helpers().get(0).isDaemon());
            for (int round = 0; round < 5; round++) {
                sleep(40);
                crew.run(2);
            }
            assertEquals(10, met.get());
        } finally {
            crew.close();
        }
    }

    @Test
    void costsNothingWhileThereIsNothingToDo() {
        WorkCrew crew = new WorkCrew(NAME, 2, item -> {});
        try {
            crew.run(8);
            sleep(50);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            List<Thread> idle = helpers();
            assertEquals(2, idle.size());
            long before = cpuNanos(threads, idle);
            sleep(300);
            long used = cpuNanos(threads, idle) - before;
            assertTrue(used < 1_000_000, used + " ns of processor time while idle");
        } finally {
            crew.close();
        }
    }

    private static long cpuNanos(ThreadMXBean threads, List<Thread> of) {
        return of.stream().mapToLong(thread -> threads.getThreadCpuTime(thread.getId())).sum();
    }

    @Test
    void leavesNoThreadBehind() throws InterruptedException {
        WorkCrew crew = new WorkCrew(NAME, 3, item -> {});
        crew.run(5);
        List<Thread> helpers = helpers();
        crew.close();
        crew.close();
        for (Thread helper : helpers) {
            helper.join(5_000);
            assertFalse(helper.isAlive(), helper.getName());
        }
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
