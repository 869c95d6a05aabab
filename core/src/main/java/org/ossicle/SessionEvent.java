package org.ossicle;

/**
 * Something a session has to tell. Events come in the order in which they were decided, which does
 * not depend on how the samples were cut; their times, in seconds from the start of the session,
 * are all on one line. Immutable; any thread may use it.
 */
public sealed interface SessionEvent {
    /** The channel that was heard, from 0; 0 too if all channels are heard as one. */
    int channel();

    /** The moment of the session that it belongs to. */
    double atSeconds();

    /**
     * The text of the segment that is going on has changed. Gives way to a newer transcript of its
     * channel if nobody has taken it.
     */
    record Partial(int channel, Transcript transcript) implements SessionEvent {
        @Override
        public double atSeconds() {
            return transcript.endSeconds();
        }
    }

    /** A segment in which something was said is over. */
    record Final(int channel, Transcript transcript) implements SessionEvent {
        @Override
        public double atSeconds() {
            return transcript.endSeconds();
        }
    }

    /**
     * The speaker has come to an end; follows the final transcript of that segment.
     *
     * @param segment number of the segment that ended
     * @param atSeconds when it was decided
     * @param cause why
     */
    record Endpoint(int channel, int segment, double atSeconds, EndpointCause cause)
            implements SessionEvent {}

    /**
     * One of the keywords, such as a wake word, was said; follows the transcript that it is in, or
     * goes before its final one.
     */
    record Keyword(int channel, Word word) implements SessionEvent {
        @Override
        public double atSeconds() {
            return word.endSeconds();
        }
    }

    /** How a voice sounds, or what became of its anger. */
    record Feeling(int channel, EmotionEvent event) implements SessionEvent {
        @Override
        public double atSeconds() {
            return event.atSeconds();
        }
    }
}
