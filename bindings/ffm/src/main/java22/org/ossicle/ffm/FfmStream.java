package org.ossicle.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.ossicle.loader.StreamCalls;

/**
 * Calls the library for one stream. The buffers belong to a shared arena that ends with it, so that
 * touching one after the stream is freed throws instead of crashing.
 */
final class FfmStream implements StreamCalls {
    private final String plan;
    private final NativeCalls calls;
    private final long pointer;
    private final Arena arena = Arena.ofShared();
    private final NativeError error = new NativeError(arena);

    /**
     * @param plan its name, for messages
     */
    FfmStream(String plan, NativeCalls calls, long pointer) {
        this.plan = plan;
        this.calls = calls;
        this.pointer = pointer;
    }

    @Override
    public ByteBuffer input(int i, long bytes) {
        return memory(calls.stateInput(pointer, i), bytes);
    }

    @Override
    public ByteBuffer output(int i, long bytes) {
        return memory(calls.stateOutput(pointer, i), bytes);
    }

    @Override
    public ByteBuffer current(int i, long bytes) {
        return memory(calls.stateCurrent(pointer, i), bytes);
    }

    private ByteBuffer memory(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes, arena, null).asByteBuffer();
    }

    @Override
    public void run() {
        int status = calls.stateRun(pointer, error.address());
        if (status != NativeError.OK) {
            throw error.exception(plan, status);
        }
    }

    @Override
    public void reset() {
        calls.stateReset(pointer);
    }

    @Override
    public void free() {
        arena.close();
        calls.stateClose(pointer);
    }
}
