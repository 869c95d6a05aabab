package org.ossicle.model;

/** What one step of a pipeline did. */
public enum StepResult {
    /** Nothing: too few samples for a run, or the stream is at its end. */
    WAITING,

    /** A run that left the tokens as they were. */
    QUIET,

    /** A run that changed the tokens. */
    CHANGED
}
