package org.ossicle.emotion;

/**
 * Told what a tracker finds, on the thread that feeds it. What it is handed is filled anew with the
 * next window: a listener copies what it keeps.
 */
public interface EmotionListener {
    /**
     * A window has been scored.
     *
     * @param fromSeconds where the window begins, from the start of the stream
     * @param toSeconds where it ends
     * @param scores of the window alone
     * @param anger with this window in it
     */
    void windowScored(double fromSeconds, double toSeconds, EmotionScores scores, AngerScore anger);

    /**
     * Anger has begun, goes on, or is over; follows {@link #windowScored} of the window that
     * decided it, if one did.
     *
     * @param change never {@link AngerChange#NONE}
     * @param atSeconds when it was decided
     */
    void angerChanged(AngerChange change, double atSeconds, AngerScore anger);
}
