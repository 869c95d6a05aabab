package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.ossicle.error.OssicleException;
import org.ossicle.loader.NativeStatus;

/** The caller-owned {@code ossicle_error}. */
final class NativeError {
    static final int OK = NativeStatus.OK;

    private final MemorySegment segment;

    NativeError(Arena arena) {
        segment = arena.allocate(NativeStatus.ERROR_BYTES, Long.BYTES);
    }

    /** Where it is, for as long as the arena is open. */
    long address() {
        return segment.address();
    }

    /** The exception for a status that is not {@link #OK}. */
    OssicleException exception(String where, int status) {
        int step = segment.get(JAVA_INT, NativeStatus.STEP_OFFSET);
        String message = segment.getString(NativeStatus.MESSAGE_OFFSET);
        return NativeStatus.exception(where, status, step, message);
    }
}
