package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ossicle.engine.PlanState;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.loader.StreamGate;
import org.ossicle.plan.PlanTensor;

/**
 * One stream inside the native library. The buffers it hands out belong to a shared arena that ends
 * with it, so that touching one after {@link #close()} throws instead of crashing.
 */
final class FfmPlanState implements PlanState {
    /** Kept reachable: it holds memory that native code reads in place. */
    private final FfmCompiledPlan plan;

    private final StreamGate gate;
    private final MemorySegment pointer;
    private final NativeError error;
    private final ByteBuffer[] inputs;
    private final ByteBuffer[] outputs;
    private final Cleaner.Cleanable cleanable;

    private FfmPlanState(FfmCompiledPlan plan, MemorySegment pointer, StateHandle handle) {
        this.plan = plan;
        this.gate = new StreamGate(plan.plan().name());
        this.pointer = pointer;
        this.error = new NativeError(handle.arena());
        this.inputs = new ByteBuffer[plan.plan().inputs().size()];
        this.outputs = new ByteBuffer[plan.plan().outputs().size()];
        this.cleanable = FfmCompiledPlan.CLEANER.register(this, handle);
    }

    static FfmPlanState create(FfmCompiledPlan plan, MemorySegment planPointer) {
        try (Arena arena = Arena.ofConfined()) {
            NativeError error = new NativeError(arena);
            MemorySegment out = arena.allocate(ADDRESS);
            int status =
                    (int)
                            StateFunctions.API
                                    .create()
                                    .invokeExact(planPointer, out, error.segment());
            if (status != NativeError.OK) {
                throw error.exception(plan.plan().name(), status);
            }
            MemorySegment pointer = out.get(ADDRESS, 0);
            StateHandle handle = new StateHandle(pointer, Arena.ofShared());
            FfmPlanState state = new FfmPlanState(plan, pointer, handle);
            state.wrapBuffers(handle.arena());
            return state;
        } catch (Throwable e) {
            throw NativeLibrary.unexpected(e);
        }
    }

    private void wrapBuffers(Arena arena) throws Throwable {
        for (int i = 0; i < inputs.length; i++) {
            MemorySegment buffer =
                    (MemorySegment) StateFunctions.API.input().invokeExact(pointer, i);
            inputs[i] = wrap(buffer, plan.plan().tensor(plan.plan().inputs().get(i)), arena);
        }
        for (int i = 0; i < outputs.length; i++) {
            MemorySegment buffer =
                    (MemorySegment) StateFunctions.API.output().invokeExact(pointer, i);
            outputs[i] = wrap(buffer, plan.plan().tensor(plan.plan().outputs().get(i)), arena);
        }
    }

    private static ByteBuffer wrap(MemorySegment buffer, PlanTensor tensor, Arena arena) {
        return buffer.reinterpret(tensor.byteSize(), arena, null)
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer input(int i) {
        return inputs[i];
    }

    @Override
    public ByteBuffer output(int i) {
        return outputs[i];
    }

    @Override
    public void readState(int i, ByteBuffer target) {
        gate.enter();
        try {
            MemorySegment state = current(i);
            checkRoom(i, target, state.byteSize());
            MemorySegment.ofBuffer(target).copyFrom(state);
            target.position(target.position() + (int) state.byteSize());
        } finally {
            gate.leave();
        }
    }

    @Override
    public void writeState(int i, ByteBuffer source) {
        gate.enter();
        try {
            MemorySegment state = current(i);
            checkRoom(i, source, state.byteSize());
            state.copyFrom(MemorySegment.ofBuffer(source).asSlice(0, state.byteSize()));
            source.position(source.position() + (int) state.byteSize());
        } finally {
            gate.leave();
        }
    }

    private MemorySegment current(int i) {
        int tensor = plan.plan().states().get(i).inputTensor();
        try {
            MemorySegment buffer =
                    (MemorySegment) StateFunctions.API.current().invokeExact(pointer, i);
            return buffer.reinterpret(plan.plan().tensor(tensor).byteSize());
        } catch (Throwable e) {
            throw NativeLibrary.unexpected(e);
        }
    }

    private void checkRoom(int i, ByteBuffer buffer, long bytes) {
        if (buffer.remaining() < bytes) {
            throw new InvalidGraphException(
                    plan.plan().name() + ", state " + plan.plan().states().get(i).name(),
                    bytes + " bytes",
                    buffer.remaining() + " bytes",
                    "give a buffer of the state's size");
        }
    }

    @Override
    public void run() {
        gate.enter();
        try {
            int status;
            try {
                status = (int) StateFunctions.API.run().invokeExact(pointer, error.segment());
            } catch (Throwable e) {
                throw NativeLibrary.unexpected(e);
            }
            if (status != NativeError.OK) {
                throw error.exception(plan.plan().name(), status);
            }
        } finally {
            gate.leave();
        }
    }

    @Override
    public void reset() {
        gate.enter();
        try {
            StateFunctions.API.reset().invokeExact(pointer);
        } catch (Throwable e) {
            throw NativeLibrary.unexpected(e);
        } finally {
            gate.leave();
        }
    }

    /** Waits for a run in another thread to end. */
    @Override
    public void close() {
        if (gate.close()) {
            cleanable.clean();
        }
    }

    /** What is freed; must not refer to the state object, or the safety net could never act. */
    private record StateHandle(MemorySegment pointer, Arena arena) implements Runnable {
        @Override
        public void run() {
            arena.close();
            try {
                StateFunctions.API.close().invokeExact(pointer);
            } catch (Throwable e) {
                throw NativeLibrary.unexpected(e);
            }
        }
    }
}
