package org.ossicle;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * The events of a session on their way to the user. A partial transcript that nobody has taken
 * gives way to the next transcript of its channel, and of too many events the oldest are dropped,
 * so that a session nobody listens to does not fill the memory.
 */
final class SessionQueue {
    static final int MOST_EVENTS = 10_000;

    private final ArrayDeque<SessionEvent> events = new ArrayDeque<>();
    private final Consumer<? super SessionEvent> listener;
    private long dropped;

    /**
     * @param listener who gets the events, or null if they are polled
     */
    SessionQueue(Consumer<? super SessionEvent> listener) {
        this.listener = listener;
    }

    void add(SessionEvent event) {
        if (event instanceof SessionEvent.Partial || event instanceof SessionEvent.Final) {
            dropPartial(event.channel());
        }
        if (events.size() == MOST_EVENTS) {
            events.removeFirst();
            dropped++;
        }
        events.addLast(event);
    }

    /** There is at most one partial of a channel, and no final one after it. */
    private void dropPartial(int channel) {
        Iterator<SessionEvent> latestFirst = events.descendingIterator();
        while (latestFirst.hasNext()) {
            SessionEvent event = latestFirst.next();
            if (event.channel() != channel) {
                continue;
            }
            if (event instanceof SessionEvent.Partial) {
                latestFirst.remove();
                return;
            }
            if (event instanceof SessionEvent.Final) {
                return;
            }
        }
    }

    /** The next event, or null. */
    SessionEvent poll() {
        return events.pollFirst();
    }

    /** Hands all events to the listener, if there is one. */
    void deliver() {
        if (listener == null) {
            return;
        }
        SessionEvent event;
        while ((event = events.pollFirst()) != null) {
            listener.accept(event);
        }
    }

    /** The events that nobody has taken yet, in order; not to be changed. */
    Collection<SessionEvent> pending() {
        return events;
    }

    long dropped() {
        return dropped;
    }

    void clear() {
        events.clear();
        dropped = 0;
    }

    void restoreDropped(long count) {
        dropped = count;
    }
}
