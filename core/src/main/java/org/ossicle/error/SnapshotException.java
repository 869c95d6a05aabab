package org.ossicle.error;

/**
 * Bytes are no snapshot of a stream, are damaged, or belong to a stream of another kind, model or
 * options.
 */
public class SnapshotException extends OssicleException {
    private static final long serialVersionUID = 1L;

    public SnapshotException(String where, String expected, String found, String remedy) {
        super(where, expected, found, remedy);
    }

    public SnapshotException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where, expected, found, remedy, cause);
    }
}
