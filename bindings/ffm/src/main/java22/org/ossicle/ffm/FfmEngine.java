package org.ossicle.ffm;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.engine.lowering.ProgramEngine;
import org.ossicle.error.ClosedException;
import org.ossicle.loader.NativeLibraryFile;

/** The native engine. Holds nothing of its own: the library stays loaded with this class. */
final class FfmEngine implements ProgramEngine {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public String name() {
        return "native-ffm";
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        LibraryFunctions api = LibraryFunctions.API;
        NativeLibraryFile library = NativeLibrary.LINKER.library();
        try {
            facts.put("library", library.file().toString());
            facts.put("library from", library.origin());
            facts.put(
                    "library version",
                    NativeLibrary.text((MemorySegment) api.version().invokeExact()));
            facts.put("cpu features", cpuFeatures((long) api.cpuFeatures().invokeExact()));
            facts.put("native bytes in use", Long.toString((long) api.liveBytes().invokeExact()));
            facts.put("native allocations", Long.toString((long) api.allocations().invokeExact()));
        } catch (Throwable e) {
            throw NativeLibrary.unexpected(e);
        }
        return facts;
    }

    private static String cpuFeatures(long mask) throws Throwable {
        StringJoiner names = new StringJoiner(" ");
        for (int bit = 0; bit < Long.SIZE; bit++) {
            String name =
                    NativeLibrary.text(
                            (MemorySegment) LibraryFunctions.API.cpuFeatureName().invokeExact(bit));
            if (name == null) {
                break;
            }
            if ((mask >>> bit & 1) != 0) {
                names.add(name);
            }
        }
        return names.toString();
    }

    @Override
    public CompiledPlan compile(LoweredPlan lowered, CompileOptions options) {
        if (closed.get()) {
            throw new ClosedException(
                    "engine native-ffm", "an open engine", "a closed one", "open it anew");
        }
        return FfmCompiledPlan.compile(lowered, options);
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
