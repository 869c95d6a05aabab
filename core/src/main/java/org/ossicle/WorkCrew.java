package org.ossicle;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the items of a job with the thread that has it. Between two jobs they watch
 * for the next one for a moment and then park, so that an idle crew costs nothing. Handing out a
 * job allocates nothing.
 *
 * <p>One thread at a time may call {@link #run}.
 */
final class WorkCrew {
    /** A job; items are independent of each other. */
    interface Job {
        /** Does one item; must not throw. */
        void run(int item);
    }

    private static final long WATCH_NANOS = 20_000;
    private static final int LOOKS_PER_CLOCK_READING = 64;

    private final Job job;
    private final Helper[] helpers;

    /**
     * The number of items in the upper half, the next one to be taken in the lower. In one word, so
     * that a helper that comes late cannot take an item of one job for one of the next.
     */
    private final AtomicLong items = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile Thread waiting;
    private volatile boolean closed;

    /**
     * @param name what the threads are called, followed by a number
     * @param helpers threads beside the caller of {@link #run}; started at once, as daemons
     */
    WorkCrew(String name, int helpers, Job job) {
        this.job = job;
        this.helpers = new Helper[helpers];
        for (int i = 0; i < helpers; i++) {
            this.helpers[i] = new Helper(name + "-" + (i + 1));
        }
        for (Helper helper : this.helpers) {
            helper.start();
        }
    }

    /** Does items 0 to {@code count - 1} and returns when all are done. */
    void run(int count) {
        unfinished.set(count);
        items.set((long) count << Integer.SIZE);
        for (int i = 0; i < Math.min(count - 1, helpers.length); i++) {
            helpers[i].wake();
        }
        takeItems();
        if (!watchForTheEnd()) {
            waiting = Thread.currentThread();
            while (unfinished.get() > 0) {
                LockSupport.park(this);
            }
            waiting = null;
        }
    }

    private boolean watchForTheEnd() {
        long start = System.nanoTime();
        for (int look = 1; unfinished.get() > 0; look++) {
            if (look % LOOKS_PER_CLOCK_READING == 0 && System.nanoTime() - start > WATCH_NANOS) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private void takeItems() {
        while (hasItems()) {
            long taken = items.getAndIncrement();
            int item = (int) taken;
            if (item < (int) (taken >>> Integer.SIZE)) {
                job.run(item);
                if (unfinished.decrementAndGet() == 0) {
                    LockSupport.unpark(waiting);
                }
            }
        }
    }

    private boolean hasItems() {
        long now = items.get();
        return (int) now < (int) (now >>> Integer.SIZE);
    }

    /** Ends the threads; the last {@link #run} must have returned. Idempotent. */
    void close() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private final class Helper extends Thread {
        private volatile boolean parked;

        Helper(String name) {
            super(name);
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            while (!closed) {
                takeItems();
                if (!watchForItems()) {
                    parked = true;
                    while (!hasItems() && !closed) {
                        LockSupport.park(WorkCrew.this);
                    }
                    parked = false;
                }
            }
        }

        private boolean watchForItems() {
            long start = System.nanoTime();
            for (int look = 1; !hasItems() && !closed; look++) {
                if (look % LOOKS_PER_CLOCK_READING == 0
                        && System.nanoTime() - start > WATCH_NANOS) {
                    return false;
                }
                Thread.onSpinWait();
            }
            return true;
        }
    }
}
