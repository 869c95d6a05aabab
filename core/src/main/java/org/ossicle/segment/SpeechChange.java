package org.ossicle.segment;

/** What one window changed. */
public enum SpeechChange {
    /** Speech goes on, or silence does. */
    NONE,

    /** Speech has begun. */
    STARTED,

    /** Speech has ended. */
    ENDED
}
