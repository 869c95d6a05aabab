package org.ossicle;

/** Something a stream has to tell. Immutable; any thread may use it. */
public sealed interface SpeechEvent {
    /**
     * The text of the segment that is going on has changed. Only the latest one is kept until it is
     * taken; the final transcript replaces it too.
     */
    record Partial(Transcript transcript) implements SpeechEvent {}

    /** A segment in which something was said is over. */
    record Final(Transcript transcript) implements SpeechEvent {}

    /**
     * The speaker has come to an end; follows the final transcript of that segment. The end of the
     * stream itself is not an endpoint.
     *
     * @param segment number of the segment that ended
     * @param atSeconds when it was decided, from the start of the stream
     * @param cause why
     */
    record Endpoint(int segment, double atSeconds, EndpointCause cause) implements SpeechEvent {}
}
