package org.ossicle;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Events on their way to the user, in order. A partial transcript that nobody has taken yet gives
 * way to a newer transcript, so that a stream nobody listens to does not fill the memory.
 */
final class EventQueue {
    private final ArrayDeque<SpeechEvent> events = new ArrayDeque<>();
    private final Consumer<SpeechEvent> listener;

    /**
     * @param listener who gets the events, or null if they are polled
     */
    EventQueue(Consumer<SpeechEvent> listener) {
        this.listener = listener;
    }

    void add(SpeechEvent event) {
        if (events.peekLast() instanceof SpeechEvent.Partial) {
            events.removeLast();
        }
        events.addLast(event);
    }

    /** The next event, or null. */
    SpeechEvent poll() {
        return events.pollFirst();
    }

    /** Hands all events to the listener, if there is one. */
    void deliver() {
        if (listener == null) {
            return;
        }
        SpeechEvent event;
        while ((event = events.pollFirst()) != null) {
            listener.accept(event);
        }
    }

    void clear() {
        events.clear();
    }
}
