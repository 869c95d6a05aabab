package org.ossicle.error;

/**
 * Audio that cannot be taken: an impossible sample rate, a sample that is not a finite number, a
 * file that is not what its name says.
 */
public class AudioException extends OssicleException {
    private static final long serialVersionUID = 1L;

    public AudioException(String where, String expected, String found, String remedy) {
        super(where, expected, found, remedy);
    }

    public AudioException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where, expected, found, remedy, cause);
    }
}
