package org.ossicle.jna;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.ossicle.loader.NativeStatus;
import org.ossicle.loader.StreamCalls;

/**
 * Calls the library for one stream. The buffers are views of its memory: nothing holds a caller
 * back who touches one after the stream is freed.
 */
final class JnaStream implements StreamCalls {
    private final String plan;
    private final Pointer pointer;
    private final NativeError error = new NativeError();
    private final Pointer errorPointer = error.pointer();

    /**
     * @param plan its name, for messages
     */
    JnaStream(String plan, Pointer pointer) {
        this.plan = plan;
        this.pointer = pointer;
    }

    @Override
    public ByteBuffer input(int i, long bytes) {
        return NativeCalls.stateInput(pointer, i).getByteBuffer(0, bytes);
    }

    @Override
    public ByteBuffer output(int i, long bytes) {
        return NativeCalls.stateOutput(pointer, i).getByteBuffer(0, bytes);
    }

    @Override
    public ByteBuffer current(int i, long bytes) {
        return NativeCalls.stateCurrent(pointer, i).getByteBuffer(0, bytes);
    }

    @Override
    public void run() {
        int status = NativeCalls.stateRun(pointer, errorPointer);
        if (status != NativeStatus.OK) {
            throw error.exception(plan, status);
        }
    }

    @Override
    public void reset() {
        NativeCalls.stateReset(pointer);
    }

    @Override
    public void free() {
        NativeCalls.stateClose(pointer);
    }
}
