package org.ossicle.error;

/** An engine cannot be loaded, or refused or failed to run a plan. */
public class EngineException extends OssicleException {
    private static final long serialVersionUID = 1L;

    public EngineException(String where, String expected, String found, String remedy) {
        super(where, expected, found, remedy);
    }

    public EngineException(
            String where, String expected, String found, String remedy, Throwable cause) {
        super(where, expected, found, remedy, cause);
    }
}
