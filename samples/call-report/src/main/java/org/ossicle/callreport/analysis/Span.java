package org.ossicle.callreport.analysis;

/**
 * A stretch of time in a call.
 *
 * @param startSeconds from the start of the call
 * @param endSeconds after the start
 */
public record Span(double startSeconds, double endSeconds) {
    /**
     * @throws IllegalArgumentException if the end is not after the start
     */
    public Span {
        if (!(endSeconds > startSeconds)) {
            throw new IllegalArgumentException(
                    "a span must end after its start, is " + startSeconds + " to " + endSeconds);
        }
    }

    public double seconds() {
        return endSeconds - startSeconds;
    }

    /** Whether a moment lies in the span; the end does not. */
    public boolean contains(double atSeconds) {
        return atSeconds >= startSeconds && atSeconds < endSeconds;
    }
}
