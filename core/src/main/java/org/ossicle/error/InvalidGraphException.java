package org.ossicle.error;

/**
 * A graph or plan is inconsistent: an operator's inputs do not fit its rules, or a rewrite broke a
 * type.
 */
public class InvalidGraphException extends OssicleException {
    private static final long serialVersionUID = 1L;

    public InvalidGraphException(String where, String expected, String found, String remedy) {
        super(where, expected, found, remedy);
    }

    public InvalidGraphException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where, expected, found, remedy, cause);
    }
}
