package org.ossicle.jna;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.ossicle.error.OssicleException;
import org.ossicle.loader.NativeStatus;

/** The caller-owned {@code ossicle_error}; its memory goes when the collector takes it. */
final class NativeError {
    private final Memory memory = new Memory(NativeStatus.ERROR_BYTES);

    Pointer pointer() {
        return memory;
    }

    /** The exception for a status that is not {@link NativeStatus#OK}. */
    OssicleException exception(String where, int status) {
        int step = memory.getInt(NativeStatus.STEP_OFFSET);
        String message =
                memory.getString(NativeStatus.MESSAGE_OFFSET, StandardCharsets.UTF_8.name());
        return NativeStatus.exception(where, status, step, message);
    }

    void check(String where, int status) {
        if (status != NativeStatus.OK) {
            throw exception(where, status);
        }
    }
}
