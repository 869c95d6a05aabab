package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.ossicle.error.ConcurrentUseException;
import org.ossicle.error.EngineException;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.OssicleException;

/** The caller-owned {@code ossicle_error}: {@code int32 status, int32 step, char message[1008]}. */
final class NativeError {
    static final int OK = 0;

    private static final int FILE = 3;
    private static final int BUSY = 7;
    private static final int MESSAGE_OFFSET = 8;
    private static final int BYTES = 1016;

    private final MemorySegment segment;

    NativeError(Arena arena) {
        segment = arena.allocate(BYTES, Long.BYTES);
    }

    MemorySegment segment() {
        return segment;
    }

    /** The exception for a status that is not {@link #OK}. */
    OssicleException exception(String where, int status) {
        String message = segment.getString(MESSAGE_OFFSET);
        int step = segment.get(JAVA_INT, Integer.BYTES);
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
