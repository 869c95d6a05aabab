package org.ossicle.error;

import java.util.Objects;

/**
 * The root of everything Ossicle throws on purpose. Its message always says where the trouble is,
 * what was wanted there, what came instead and what to do about it; the four parts can also be read
 * one by one.
 */
public class OssicleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String found;
    private final String remedy;

    /**
     * @param where file, node, option or argument at fault, as precisely as it is known
     * @param expected what was wanted there
     * @param found what was there instead
     * @param remedy what the reader can do
     * @param cause the lower-level failure, or null
     */
    public OssicleException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where + ": expected " + expected + ", found " + found + "; " + remedy, cause);
        this.where = Objects.requireNonNull(where);
        this.expected = Objects.requireNonNull(expected);
        this.found = Objects.requireNonNull(found);
        this.remedy = Objects.requireNonNull(remedy);
    }

    /** As the other constructor, for a failure with no lower-level one behind it. */
    public OssicleException(String where, String expected, String found, String remedy) {
        this(where, expected, found, remedy, null);
    }

    /** File, node, option or argument at fault. */
    public final String where() {
        return where;
    }

    /** What was wanted there. */
    public final String expected() {
        return expected;
    }

    /** What was there instead. */
    public final String found() {
        return found;
    }

    /** What the reader can do. */
    public final String remedy() {
        return remedy;
    }
}
