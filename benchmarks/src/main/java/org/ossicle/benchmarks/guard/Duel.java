package org.ossicle.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.ossicle.benchmarks.work.Contender;

/**
 * Times two contenders in turns, a few milliseconds each, so that whatever else the machine does
 * strikes both alike. Not for several threads.
 */
final class Duel {
    private static final long TURN_NANOS = 20_000_000;
    private static final int FEWEST_TURNS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long budgetNanos;

    /**
     * @param seconds for one duel, warm-up included
     */
    Duel(double seconds) {
        this.budgetNanos = (long) (seconds * 1e9);
    }

    /** For one duel, warm-up included. */
    double seconds() {
        return budgetNanos / 1e9;
    }

    /**
     * Times both; closes neither.
     *
     * @param peer what to compare with, or null
     */
    Measured time(Contender ours, Contender peer) {
        int oursPerTurn = warmUp(ours);
        int peerPerTurn = peer == null ? 0 : warmUp(peer);
        Samples oursTimes = new Samples();
        Samples peerTimes = new Samples();
        long end = System.nanoTime() + budgetNanos * 2 / 3;
        for (int turn = 0; turn < FEWEST_TURNS || System.nanoTime() < end; turn++) {
            boolean oursFirst = turn % 2 == 0;
            if (oursFirst) {
                repeat(ours, oursPerTurn, oursTimes);
            }
            if (peer != null) {
                repeat(peer, peerPerTurn, peerTimes);
            }
            if (!oursFirst) {
                repeat(ours, oursPerTurn, oursTimes);
            }
        }
        return Measured.times(oursTimes, peerTimes, bytesPerCall(ours, oursPerTurn));
    }

    /** Runs for a while and says how many calls make one turn. */
    private int warmUp(Contender contender) {
        long start = System.nanoTime();
        long calls = 0;
        while (calls < 2 || System.nanoTime() - start < budgetNanos / 6) {
            contender.run();
            calls++;
        }
        long nanosPerCall = Math.max(1, (System.nanoTime() - start) / calls);
        return (int) Math.max(1, TURN_NANOS / nanosPerCall);
    }

    private static void repeat(Contender contender, int calls, Samples times) {
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < calls; i++) {
            long before = System.nanoTime();
            contender.run();
            times.add(System.nanoTime() - before);
        }
        times.addTurn(THREADS.getCurrentThreadCpuTime() - cpuBefore, calls);
    }

    /** Bytes of Java heap that one call takes, rounded to the nearest. */
    private static long bytesPerCall(Contender contender, int calls) {
        long start = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            contender.run();
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - start;
        return Math.round((double) bytes / calls);
    }
}
