package org.ossicle.error;

/** A file of a model cannot be read: missing, empty, truncated, not the format it should be. */
public class ModelFileException extends OssicleException {
    private static final long serialVersionUID = 1L;

    public ModelFileException(String where, String expected, String found, String remedy) {
        super(where, expected, found, remedy);
    }

    public ModelFileException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where, expected, found, remedy, cause);
    }
}
