package org.ossicle.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.engine.lowering.NativeProgram;
import org.ossicle.graph.Storage;
import org.ossicle.loader.NativeInterface;
import org.ossicle.loader.NativePlan;
import org.ossicle.loader.PlanCalls;
import org.ossicle.loader.StreamCalls;
import org.ossicle.plan.Plan;

/** Calls the library for one plan. */
final class FfmPlan implements PlanCalls {
    private final String name;
    private final NativeCalls calls;
    private final long pointer;

    private FfmPlan(String name, NativeCalls calls, long pointer) {
        this.name = name;
        this.calls = calls;
        this.pointer = pointer;
    }

    static CompiledPlan compile(NativeCalls calls, LoweredPlan lowered, CompileOptions options) {
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
                return new NativePlan(plan, new FfmPlan(plan.name(), calls, pointer), borrowed);
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
    public StreamCalls newStream() {
        try (Arena arena = Arena.ofConfined()) {
            NativeError error = new NativeError(arena);
            MemorySegment out = arena.allocate(Long.BYTES, Long.BYTES);
            int status = calls.stateCreate(pointer, out.address(), error.address());
            if (status != NativeError.OK) {
                throw error.exception(name, status);
            }
            long stream = out.asByteBuffer().order(ByteOrder.nativeOrder()).getLong(0);
            return new FfmStream(name, calls, stream);
        }
    }

    @Override
    public long packedBytes() {
        return calls.planPackedBytes(pointer);
    }

    @Override
    public void free() {
        calls.planClose(pointer);
    }
}
