package org.ossicle.benchmarks.work;

/** An engine disagrees with its peer, so its time means nothing. */
public final class WrongOutputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongOutputException(String message) {
        super(message);
    }
}
