package org.ossicle.benchmarks.guard;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread that makes garbage, 64 MB in a second, and has all of it collected twice in that time:
 * more than a server with some streams does. Ends when closed.
 */
final class BusyCollector implements AutoCloseable {
    private static final int BYTES = 64 << 10;
    private static final int BLOCKS_PER_COLLECTION = 512;
    private static final long PAUSE_NANOS = 1_000_000;

    /** Read by nobody; keeps what is made from being optimised away. */
    volatile byte[] garbage;

    private final Thread thread = new Thread(this::collect, "busy collector");
    private volatile boolean closed;

    BusyCollector() {
        thread.setDaemon(true);
        thread.start();
    }

    private void collect() {
        for (int block = 1; !closed; block++) {
            garbage = new byte[BYTES];
            LockSupport.parkNanos(PAUSE_NANOS);
            if (block % BLOCKS_PER_COLLECTION == 0) {
                System.gc();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
