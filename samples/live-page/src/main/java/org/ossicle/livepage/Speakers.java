package org.ossicle.livepage;

import java.util.function.Consumer;

/** Listens to people. Any thread may use it. */
interface Speakers {
    /**
     * Begins to listen to somebody.
     *
     * @param sampleRateHz of the sound
     * @param listener told what is heard, on the thread that brings the sound
     * @return the caller's to close
     * @throws org.ossicle.error.AudioException if nothing can be heard at that rate
     */
    Speaker open(int sampleRateHz, Consumer<LiveEvent> listener);

    /** Whether feelings are listened to. */
    boolean hearFeelings();
}
