package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
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

    private static final int MAP = 0;
    private static final int COPY = 1;

    private final Plan plan;
    private final PlanHandle handle;
    private final Cleaner.Cleanable cleanable;
    private boolean closed;

    /** Kept reachable for as long as native code may read memory sources in place. */
    private final List<ByteBuffer> borrowed;

    private FfmCompiledPlan(Plan plan, MemorySegment pointer, List<ByteBuffer> borrowed) {
        this.plan = plan;
        this.borrowed = borrowed;
        this.handle = new PlanHandle(pointer);
        this.cleanable = CLEANER.register(this, handle);
    }

    static FfmCompiledPlan compile(LoweredPlan lowered, CompileOptions options) {
        Plan plan = lowered.outline();
        NativeProgram program = lowered.program();
        int count = program.sources().size();
        List<ByteBuffer> borrowed = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            NativeError error = new NativeError(arena);
            MemorySegment out = arena.allocate(ADDRESS);
            MemorySegment sources = arena.allocate(ADDRESS, Math.max(1, count));
            int opened = 0;
            try {
                for (Storage source : program.sources()) {
                    open(source, options, borrowed, out, error, arena);
                    sources.setAtIndex(ADDRESS, opened++, out.get(ADDRESS, 0));
                }
                MemorySegment bytes = MemorySegment.ofBuffer(program.bytes());
                int status =
                        (int)
                                PlanFunctions.API
                                        .planCreate()
                                        .invokeExact(
                                                bytes,
                                                bytes.byteSize(),
                                                sources,
                                                count,
                                                NativeInterface.allowedFeatures(),
                                                out,
                                                error.segment());
                if (status != NativeError.OK) {
                    throw error.exception(plan.name(), status);
                }
                MemorySegment pointer = out.get(ADDRESS, 0);
                useThreads(plan, pointer, options.threads());
                return new FfmCompiledPlan(plan, pointer, borrowed);
            } finally {
                for (int i = 0; i < opened; i++) {
                    PlanFunctions.API.sourceClose().invokeExact(sources.getAtIndex(ADDRESS, i));
                }
            }
        } catch (Throwable e) {
            throw NativeLibrary.unexpected(e);
        }
    }

    /** Links the function on the spot: few models use more than one thread. */
    private static void useThreads(Plan plan, MemorySegment pointer, int wanted) throws Throwable {
        if (wanted > 1) {
            MethodHandle useThreads =
                    NativeLibrary.LINKER.function("plan_use_threads", JAVA_INT, ADDRESS, JAVA_INT);
            int granted = (int) useThreads.invokeExact(pointer, wanted);
            NativeInterface.reportThreads(plan.name(), wanted, granted);
        }
    }

    private static void open(
            Storage source,
            CompileOptions options,
            List<ByteBuffer> borrowed,
            MemorySegment out,
            NativeError error,
            Arena arena)
            throws Throwable {
        int status;
        if (source instanceof Storage.FileRange range) {
            status =
                    (int)
                            PlanFunctions.API
                                    .sourceOpenFile()
                                    .invokeExact(
                                            arena.allocateFrom(range.file().toString()),
                                            range.offset(),
                                            range.length(),
                                            options.mapWeights() ? MAP : COPY,
                                            out,
                                            error.segment());
        } else {
            ByteBuffer bytes = ((Storage.Memory) source).bytes();
            borrowed.add(bytes);
            MemorySegment segment = MemorySegment.ofBuffer(bytes);
            status =
                    (int)
                            PlanFunctions.API
                                    .sourceOpenMemory()
                                    .invokeExact(
                                            segment, segment.byteSize(), MAP, out, error.segment());
        }
        if (status != NativeError.OK) {
            throw error.exception(source.toString(), status);
        }
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public synchronized PlanState newState() {
        checkOpen();
        return FfmPlanState.create(this, handle.pointer);
    }

    @Override
    public synchronized long residentWeightBytes() {
        checkOpen();
        try {
            return (long) PlanFunctions.API.planPackedBytes().invokeExact(handle.pointer);
        } catch (Throwable e) {
            throw NativeLibrary.unexpected(e);
        }
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
    private record PlanHandle(MemorySegment pointer) implements Runnable {
        @Override
        public void run() {
            try {
                PlanFunctions.API.planClose().invokeExact(pointer);
            } catch (Throwable e) {
                throw NativeLibrary.unexpected(e);
            }
        }
    }
}
