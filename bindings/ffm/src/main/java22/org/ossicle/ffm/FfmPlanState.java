package org.ossicle.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ossicle.engine.PlanState;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.loader.StreamGate;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;

/**
 * One stream inside the native library. The buffers it hands out belong to a shared arena that ends
 * with it, so that touching one after {@link #close()} throws instead of crashing.
 */
final class FfmPlanState implements PlanState {
    /** Kept reachable: it holds memory that native code reads in place. */
    private final FfmCompiledPlan plan;

    private final NativeCalls calls;
    private final StreamGate gate;
    private final long pointer;
    private final NativeError error;
    private final ByteBuffer[] inputs;
    private final ByteBuffer[] outputs;
    private final Cleaner.Cleanable cleanable;

    private FfmPlanState(
            FfmCompiledPlan plan, NativeCalls calls, long pointer, StateHandle handle) {
        this.plan = plan;
        this.calls = calls;
        this.gate = new StreamGate(plan.plan().name());
        this.pointer = pointer;
        this.error = new NativeError(handle.arena());
        this.inputs = new ByteBuffer[plan.plan().inputs().size()];
        this.outputs = new ByteBuffer[plan.plan().outputs().size()];
        this.cleanable = FfmCompiledPlan.CLEANER.register(this, handle);
    }

    static FfmPlanState create(FfmCompiledPlan plan, NativeCalls calls, long planPointer) {
        try (Arena arena = Arena.ofConfined()) {
            NativeError error = new NativeError(arena);
            MemorySegment out = arena.allocate(Long.BYTES, Long.BYTES);
            int status = calls.stateCreate(planPointer, out.address(), error.address());
            if (status != NativeError.OK) {
                throw error.exception(plan.plan().name(), status);
            }
            long pointer = out.asByteBuffer().order(ByteOrder.nativeOrder()).getLong(0);
            StateHandle handle = new StateHandle(calls, pointer, Arena.ofShared());
            FfmPlanState state = new FfmPlanState(plan, calls, pointer, handle);
            state.wrapBuffers(handle.arena());
            return state;
        }
    }

    private void wrapBuffers(Arena arena) {
        Plan outline = plan.plan();
        for (int i = 0; i < inputs.length; i++) {
            PlanTensor tensor = outline.tensor(outline.inputs().get(i));
            inputs[i] = wrap(calls.stateInput(pointer, i), tensor, arena);
        }
        for (int i = 0; i < outputs.length; i++) {
            PlanTensor tensor = outline.tensor(outline.outputs().get(i));
            outputs[i] = wrap(calls.stateOutput(pointer, i), tensor, arena);
        }
    }

    private static ByteBuffer wrap(long buffer, PlanTensor tensor, Arena arena) {
        return MemorySegment.ofAddress(buffer)
                .reinterpret(tensor.byteSize(), arena, null)
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
            leave();
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
            leave();
        }
    }

    private MemorySegment current(int i) {
        int tensor = plan.plan().states().get(i).inputTensor();
        return MemorySegment.ofAddress(calls.stateCurrent(pointer, i))
                .reinterpret(plan.plan().tensor(tensor).byteSize());
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
            int status = calls.stateRun(pointer, error.address());
            if (status != NativeError.OK) {
                throw error.exception(plan.plan().name(), status);
            }
        } finally {
            leave();
        }
    }

    @Override
    public void reset() {
        gate.enter();
        try {
            calls.stateReset(pointer);
        } finally {
            leave();
        }
    }

    /** Keeps this state from being freed for being unreachable before native code is done. */
    private void leave() {
        gate.leave();
        Reference.reachabilityFence(this);
    }

    /** Waits for a run in another thread to end. */
    @Override
    public void close() {
        if (gate.close()) {
            cleanable.clean();
        }
    }

    /** What is freed; must not refer to the state object, or the safety net could never act. */
    private record StateHandle(NativeCalls calls, long pointer, Arena arena) implements Runnable {
        @Override
        public void run() {
            arena.close();
            calls.stateClose(pointer);
        }
    }
}
