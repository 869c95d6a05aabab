package org.ossicle.segment;

/**
 * Told where speech is. Sample indices count from the start of the stream. The calls come on the
 * thread that feeds the detector.
 */
public interface SpeechListener {
    /**
     * Speech has been going on long enough to count.
     *
     * @param startSample where it began: earlier than the samples fed last
     */
    void speechStarted(long startSample);

    /**
     * The speech is over.
     *
     * @param startSample first sample, the same as in {@link #speechStarted}
     * @param endSample sample after the last one; never past the samples fed
     */
    void speechEnded(long startSample, long endSample);
}
