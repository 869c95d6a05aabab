package org.ossicle.error;

/**
 * A model was read but breaks its format: a missing metadata key, a shape that contradicts another,
 * a token count unlike the vocabulary.
 */
public class ModelFormatException extends OssicleException {
    private static final long serialVersionUID = 1L;

    public ModelFormatException(String where, String expected, String found, String remedy) {
        super(where, expected, found, remedy);
    }

    public ModelFormatException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where, expected, found, remedy, cause);
    }
}
