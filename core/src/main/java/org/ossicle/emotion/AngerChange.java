package org.ossicle.emotion;

/** What one step in time changed about anger. */
public enum AngerChange {
    /** Calm goes on, or anger does with nothing new to tell. */
    NONE,

    /** Anger has begun. */
    RAISED,

    /** Anger has gone on for another while. */
    HELD,

    /** Anger is over. */
    CALMED
}
