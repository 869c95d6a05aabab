package org.ossicle.decode;

import java.lang.management.ManagementFactory;

/** Counts the bytes that the current thread allocates. */
final class Allocation {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /**
     * Bytes of one run of the measured task, the smallest of several so that a compiler's or class
     * loader's own allocation does not count. The other task runs, uncounted, before each run.
     */
    static long bytesOf(Runnable measured, Runnable before) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            before.run();
            long start = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            measured.run();
            long end = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = Math.min(least, end - start);
        }
        return least;
    }
}
