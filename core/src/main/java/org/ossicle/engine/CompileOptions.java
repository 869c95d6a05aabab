package org.ossicle.engine;

/**
 * How an engine treats the weights of a plan.
 *
 * @param mapWeights whether weight files may be mapped into memory; false copies them, which is
 *     safe even when a file is truncated while in use
 */
public record CompileOptions(boolean mapWeights) {
    public static final CompileOptions DEFAULT = new CompileOptions(true);
}
