package org.ossicle;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;

/**
 * Lets one caller in at a time and refuses a second one instead of making it wait. Closing never
 * waits either: if a caller is inside, what is behind the gate is freed when that caller leaves. A
 * gate that nobody closes or can reach any more frees it too.
 */
final class OwnerGate {
    private static final int IDLE = 0;
    private static final int INSIDE = 1;
    private static final int INSIDE_CLOSING = 2;
    private static final int CLOSED = 3;

    private final String what;
    private final Leaks.Guard guard;
    private final AtomicInteger state = new AtomicInteger(IDLE);

    /**
     * @param what is behind the gate, for messages
     * @param freeing frees it, step by step; must not refer to the gate
     */
    OwnerGate(String what, Runnable... freeing) {
        this.what = what;
        this.guard = Leaks.watch(this, what, freeing);
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

    /** Ends what {@link #enter} began; until then nothing is freed. */
    void leave() {
        if (!state.compareAndSet(INSIDE, IDLE)) {
            state.set(CLOSED);
            guard.close();
        }
        Reference.reachabilityFence(this);
    }

    /** Lets nobody in any more. Idempotent. */
    void close() {
        int now;
        int next;
        do {
            now = state.get();
            if (now >= INSIDE_CLOSING) {
                return;
            }
            next = now == IDLE ? CLOSED : INSIDE_CLOSING;
        } while (!state.compareAndSet(now, next));
        if (next == CLOSED) {
            guard.close();
        }
    }
}
