package org.ossicle;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Events on their way to the user, in order. A passing event, such as a partial transcript, that
 * nobody has taken yet gives way to the event after it, so that a stream nobody listens to does not
 * fill the memory.
 */
final class EventQueue<E> {
    private final ArrayDeque<E> events = new ArrayDeque<>();
    private final Consumer<? super E> listener;
    private final Class<? extends E> passing;

    /**
     * @param listener who gets the events, or null if they are polled
     * @param passing the class of passing events, or null if there are none
     */
    EventQueue(Consumer<? super E> listener, Class<? extends E> passing) {
        this.listener = listener;
        this.passing = passing;
    }

    void add(E event) {
        if (passing != null && passing.isInstance(events.peekLast())) {
            events.removeLast();
        }
        events.addLast(event);
    }

    /** The next event, or null. */
    E poll() {
        return events.pollFirst();
    }

    /** Hands all events to the listener, if there is one. */
    void deliver() {
        if (listener == null) {
            return;
        }
        E event;
        while ((event = events.pollFirst()) != null) {
            listener.accept(event);
        }
    }

    /** The events that nobody has taken yet, in order; not to be changed. */
    Collection<E> pending() {
        return events;
    }

    void clear() {
        events.clear();
    }
}
