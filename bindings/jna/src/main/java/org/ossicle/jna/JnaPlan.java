package org.ossicle.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
final class JnaPlan implements PlanCalls {
    private static final int IN_PLACE = 0;
    private static final int COPY = 1;

    private final String name;
    private final Pointer pointer;

    private JnaPlan(String name, Pointer pointer) {
        this.name = name;
        this.pointer = pointer;
    }

    static CompiledPlan compile(LoweredPlan lowered, CompileOptions options) {
        Plan plan = lowered.outline();
        NativeProgram program = lowered.program();
        int count = program.sources().size();
        List<ByteBuffer> borrowed = new ArrayList<>();
        List<Pointer> opened = new ArrayList<>();
        NativeError error = new NativeError();
        try (Memory out = new Memory(Native.POINTER_SIZE);
                Memory sources = new Memory((long) Native.POINTER_SIZE * Math.max(1, count))) {
            for (Storage source : program.sources()) {
                Pointer pointer = open(source, options, borrowed, out, error);
                sources.setPointer((long) Native.POINTER_SIZE * opened.size(), pointer);
                opened.add(pointer);
            }
            int status =
                    NativeCalls.planCreate(
                            address(program.bytes()),
                            program.bytes().remaining(),
                            sources,
                            count,
                            NativeInterface.allowedFeatures(),
                            out,
                            error.pointer());
            Reference.reachabilityFence(program);
            error.check(plan.name(), status);
            Pointer pointer = out.getPointer(0);
            int granted = NativeCalls.planUseThreads(pointer, options.threads());
            NativeInterface.reportThreads(plan.name(), options.threads(), granted);
            return new NativePlan(plan, new JnaPlan(plan.name(), pointer), borrowed);
        } finally {
            opened.forEach(NativeCalls::sourceClose);
        }
    }

    private static Pointer open(
            Storage source,
            CompileOptions options,
            List<ByteBuffer> borrowed,
            Memory out,
            NativeError error) {
        int status;
        if (source instanceof Storage.FileRange range) {
            try (Memory path = text(range.file().toString())) {
                status =
                        NativeCalls.sourceOpenFile(
                                path,
                                range.offset(),
                                range.length(),
                                options.mapWeights() ? IN_PLACE : COPY,
                                out,
                                error.pointer());
            }
        } else {
            ByteBuffer bytes = ((Storage.Memory) source).bytes();
            borrowed.add(bytes);
            status =
                    NativeCalls.sourceOpenMemory(
                            address(bytes), bytes.remaining(), IN_PLACE, out, error.pointer());
        }
        error.check(source.toString(), status);
        return out.getPointer(0);
    }

    private static Memory text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }

    /** Where a direct buffer's position lies. */
    private static Pointer address(ByteBuffer buffer) {
        return Native.getDirectBufferPointer(buffer).share(buffer.position());
    }

    @Override
    public StreamCalls newStream() {
        NativeError error = new NativeError();
        try (Memory out = new Memory(Native.POINTER_SIZE)) {
            int status = NativeCalls.stateCreate(pointer, out, error.pointer());
            error.check(name, status);
            return new JnaStream(name, out.getPointer(0));
        }
    }

    @Override
    public long packedBytes() {
        return NativeCalls.planPackedBytes(pointer);
    }

    @Override
    public void free() {
        NativeCalls.planClose(pointer);
    }
}
