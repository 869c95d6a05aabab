package org.ossicle;

/**
 * Something an emotion stream has to tell. Times are seconds from the start of the stream; an event
 * is told at most a few tenths of a second after its time. Immutable; any thread may use it.
 */
public sealed interface EmotionEvent {
    /** The moment of the stream that it belongs to. */
    double atSeconds();

    /** A window of speech has been read. */
    record Read(EmotionReading reading) implements EmotionEvent {
        @Override
        public double atSeconds() {
            return reading.endSeconds();
        }
    }

    /**
     * Anger has begun: its level has stayed high for a while.
     *
     * @param atSeconds when it was decided
     * @param level of anger, 0 to 100
     */
    record AngerRaised(double atSeconds, float level) implements EmotionEvent {}

    /**
     * Anger goes on.
     *
     * @param atSeconds when it was looked at
     * @param raisedAtSeconds when it began
     * @param level of anger now, 0 to 100
     * @param peakLevel highest level since it began
     */
    record AngerHeld(double atSeconds, double raisedAtSeconds, float level, float peakLevel)
            implements EmotionEvent {}

    /**
     * Anger is over: its level has stayed low for a while, or nobody has spoken for long. Anger
     * that still goes on when the stream ends is not calmed.
     *
     * @param atSeconds when it was decided
     * @param raisedAtSeconds when it began
     * @param peakLevel highest level in between
     */
    record AngerCalmed(double atSeconds, double raisedAtSeconds, float peakLevel)
            implements EmotionEvent {}
}
