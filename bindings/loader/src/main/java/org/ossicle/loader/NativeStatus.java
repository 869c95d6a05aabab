package org.ossicle.loader;

import org.ossicle.error.ConcurrentUseException;
import org.ossicle.error.EngineException;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.OssicleException;

/**
 * What the native library answers, and the layout of {@code ossicle_error}: {@code int32 status,
 * int32 step, char message[1008]}.
 */
public final class NativeStatus {
    public static final int OK = 0;

    public static final int STEP_OFFSET = 4;
    public static final int MESSAGE_OFFSET = 8;
    public static final int ERROR_BYTES = 1016;

    private static final int FILE = 3;
    private static final int BUSY = 7;

    private NativeStatus() {}

    /**
     * The exception for a status that is not {@link #OK}.
     *
     * @param where what was called, such as a plan's name
     * @param step the step of the plan it concerns, or -1
     * @param message what the library says
     */
    public static OssicleException exception(String where, int status, int step, String message) {
        String place = step < 0 ? where : where + ", step " + step;
        return switch (status) {
            case FILE ->
                    new ModelFileException(
                            place, "readable weights", message, "check the model's files");
            case BUSY ->
                    new ConcurrentUseException(
                            place,
                            "one thread at a time",
                            "a second one",
                            "give each thread a stream of its own");
            default ->
                    new EngineException(
                            place,
                            "a plan and data the native engine can run",
                            message + " (status " + status + ")",
                            "check the model file; if it is sound, report this message");
        };
    }
}
