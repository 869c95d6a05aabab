package org.ossicle.error;

/** Use of a model, stream or engine object after it was closed. */
public class ClosedException extends OssicleException {
    private static final long serialVersionUID = 1L;

    public ClosedException(String where, String expected, String found, String remedy) {
        super(where, expected, found, remedy);
    }

    public ClosedException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where, expected, found, remedy, cause);
    }
}
