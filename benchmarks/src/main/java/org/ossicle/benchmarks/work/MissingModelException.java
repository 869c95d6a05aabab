package org.ossicle.benchmarks.work;

/** A model that a benchmark needs is not there. */
public final class MissingModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingModelException(String message) {
        super(message);
    }
}
