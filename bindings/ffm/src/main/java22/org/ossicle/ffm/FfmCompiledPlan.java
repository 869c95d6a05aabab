package org.ossicle.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.PlanState;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.engine.lowering.NativeProgram;
import org.ossicle.error.ClosedException;
import org.ossicle.graph.Storage;
import org.ossicle.loader.NativeInterface;
import org.ossicle.plan.Plan;

/** A plan inside the native library, which counts its users itself: states keep it alive. */
final class FfmCompiledPlan implements CompiledPlan {
    /** Closes what its owner forgot to close; a safety net, not the way to free memory. */
    static final Cleaner CLEANER = Cleaner.create();

    private final Plan plan;
    private final PlanHandle handle;
    private final Cleaner.Cleanable cleanable;
    private boolean closed;

    /** Kept reachable for as long as native code may read memory sources in place. */
    private final List<ByteBuffer> borrowed;

    private FfmCompiledPlan(Plan plan, NativeCalls calls, long pointer, List<ByteBuffer> borrowed) {
        this.plan = plan;
        this.borrowed = borrowed;
        this.handle = new PlanHandle(calls, pointer);
        this.cleanable = CLEANER.register(this, handle);
    }

    static FfmCompiledPlan compile(NativeCalls calls, LoweredPlan lowered, CompileOptions options) {
        Plan plan = lowered.outline();
        NativeProgram program = lowered.program();
        List<ByteBuffer> borrowed = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            NativeError error = new NativeError(arena);
            Sources sources = new Sources(calls, arena, error, program.sources().size());
            try {
                for (Storage source : program.sources()) {
                    sources.open(source, options.mapWeights(), borrowed);
                }
                MemorySegment out = arena.allocate(Long.BYTES, Long.BYTES);
                int status =
                        calls.planCreate(
                                NativeLibrary.address(program.bytes()),
                                program.bytes().remaining(),
                                sources.address(),
                                sources.count(),
                                NativeInterface.allowedFeatures(),
                                out.address(),
                                error.address());
                if (status != NativeError.OK) {
                    throw error.exception(plan.name(), status);
                }
                long pointer = out.asByteBuffer().order(ByteOrder.nativeOrder()).getLong(0);
                useThreads(plan, calls, pointer, options.threads());
                return new FfmCompiledPlan(plan, calls, pointer, borrowed);
            } finally {
                sources.close();
                Reference.reachabilityFence(program);
            }
        }
    }

    private static void useThreads(Plan plan, NativeCalls calls, long pointer, int wanted) {
        if (wanted > 1) {
            int granted = calls.planUseThreads(pointer, wanted);
            NativeInterface.reportThreads(plan.name(), wanted, granted);
        }
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public synchronized PlanState newState() {
        checkOpen();
        return FfmPlanState.create(this, handle.calls, handle.pointer);
    }

    @Override
    public synchronized long residentWeightBytes() {
        checkOpen();
        return handle.calls.planPackedBytes(handle.pointer);
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException(
                    plan.name(), "an open plan", "a closed one", "load the model anew");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        cleanable.clean();
    }

    /** What is freed; must not refer to the plan object, or the safety net could never act. */
    private record PlanHandle(NativeCalls calls, long pointer) implements Runnable {
        @Override
        public void run() {
            calls.planClose(pointer);
        }
    }
}
