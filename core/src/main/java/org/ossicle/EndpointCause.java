package org.ossicle;

/** Why a segment was ended. */
public enum EndpointCause {
    /** Nothing more was said for the time set in {@link StreamOptions}. */
    SILENCE,

    /** The segment reached the length set in {@link StreamOptions}. */
    LENGTH
}
