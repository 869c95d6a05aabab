package org.ossicle.error;

/** Two threads entered an object that has one owner at a time. */
public class ConcurrentUseException extends OssicleException {
    private static final long serialVersionUID = 1L;

    public ConcurrentUseException(String where, String expected, String found, String remedy) {
        super(where, expected, found, remedy);
    }

    public ConcurrentUseException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where, expected, found, remedy, cause);
    }
}
