package org.ossicle;

import java.util.concurrent.atomic.AtomicInteger;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;

/**
 * Lets one caller in at a time and refuses a second one instead of making it wait. Closing never
 * waits either: if a caller is inside, that caller is told on its way out to free things.
 */
final class OwnerGate {
    private static final int IDLE = 0;
    private static final int INSIDE = 1;
    private static final int INSIDE_CLOSING = 2;
    private static final int CLOSED = 3;

    private final String what;
    private final AtomicInteger state = new AtomicInteger(IDLE);

    OwnerGate(String what) {
        this.what = what;
    }

    /**
     * @throws ConcurrentUseException if another call is inside
     * @throws ClosedException if the gate is closed
     */
    void enter() {
        if (!state.compareAndSet(IDLE, INSIDE)) {
            throw refusal();
        }
    }

    private RuntimeException refusal() {
        if (state.get() >= INSIDE_CLOSING) {
            return new ClosedException(what, "an open one", "a closed one", "open another one");
        }
        return new ConcurrentUseException(
                what,
                "one call at a time",
                "a second call, from another thread or from its own listener",
                "give each thread its own, or make sure that calls follow each other");
    }

    /** Ends what {@link #enter} began; returns whether the caller must free things now. */
    boolean leave() {
        if (state.compareAndSet(INSIDE, IDLE)) {
            return false;
        }
        state.set(CLOSED);
        return true;
    }

    /** Lets nobody in any more; returns whether the caller must free things now. */
    boolean close() {
        while (true) {
            int now = state.get();
            if (now >= INSIDE_CLOSING) {
                return false;
            }
            int next = now == IDLE ? CLOSED : INSIDE_CLOSING;
            if (state.compareAndSet(now, next)) {
                return next == CLOSED;
            }
        }
    }
}
