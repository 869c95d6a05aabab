package org.ossicle.engine;

/**
 * How an engine treats a plan.
 *
 * @param mapWeights whether weight files may be mapped into memory; false copies them, which is
 *     safe even when a file is truncated while in use
 * @param threads how many threads may work at one run, 1 or more. What an engine makes of it is its
 *     own affair; results do not depend on it
 */
public record CompileOptions(boolean mapWeights, int threads) {
    public static final CompileOptions DEFAULT = new CompileOptions(true);

    public CompileOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, are " + threads);
        }
    }

    /** One thread per run. */
    public CompileOptions(boolean mapWeights) {
        this(mapWeights, 1);
    }
}
