package org.ossicle.ffm;

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
    private final NativeCalls calls;
    private final AtomicBoolean closed = new AtomicBoolean();

    FfmEngine(NativeCalls calls) {
        this.calls = calls;
    }

    @Override
    public String name() {
        return "native-ffm";
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        NativeLibraryFile library = NativeLibrary.FILE;
        facts.put("library", library.file().toString());
        facts.put("library from", library.origin());
        facts.put("library version", NativeLibrary.text(calls.version()));
        facts.put("cpu features", cpuFeatures(calls.cpuFeatures()));
        facts.put("native bytes in use", Long.toString(calls.liveBytes()));
        facts.put("native allocations", Long.toString(calls.allocations()));
        return facts;
    }

    private String cpuFeatures(long mask) {
        StringJoiner names = new StringJoiner(" ");
        for (int bit = 0; bit < Long.SIZE; bit++) {
            String name = NativeLibrary.text(calls.cpuFeatureName(bit));
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
        return FfmPlan.compile(calls, lowered, options);
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
