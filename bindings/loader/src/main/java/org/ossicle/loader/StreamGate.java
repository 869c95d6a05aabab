package org.ossicle.loader;

import java.util.concurrent.atomic.AtomicInteger;
import org.ossicle.error.ClosedException;
import org.ossicle.error.ConcurrentUseException;

/** Lets one thread at a time into the native state of a stream, and nobody after it is closed. */
public final class StreamGate {
    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CLOSED = 2;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final String what;

    /**
     * @param what the name that exceptions give the stream
     */
    public StreamGate(String what) {
        this.what = what;
    }

    /**
     * @throws ConcurrentUseException if another thread is inside
     * @throws ClosedException if the gate is closed
     */
    public void enter() {
        int was = state.compareAndExchangeAcquire(IDLE, BUSY);
        if (was != IDLE) {
            throw refusal(was);
        }
    }

    private RuntimeException refusal(int was) {
        if (was == CLOSED) {
            return new ClosedException(what, "an open stream", "a closed one", "open a new stream");
        }
        return new ConcurrentUseException(
                what,
                "one thread at a time in a stream",
                "a second one",
                "give each thread a stream of its own");
    }

    /** Ends what {@link #enter} began. */
    public void leave() {
        state.setRelease(IDLE);
    }

    /**
     * Closes the gate, after the thread inside has left.
     *
     * @return false if it was closed before
     */
    public boolean close() {
        while (true) {
            int was = state.compareAndExchangeAcquire(IDLE, CLOSED);
            if (was != BUSY) {
                return was == IDLE;
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
