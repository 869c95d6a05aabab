package org.ossicle.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.engine.lowering.ProgramEngine;
import org.ossicle.error.ClosedException;

/** The native engine. Holds nothing of its own: the library stays loaded with this class. */
final class JnaEngine implements ProgramEngine {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public String name() {
        return JnaEngineProvider.NAME;
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("library", NativeCalls.LIBRARY.file().toString());
        facts.put("library from", NativeCalls.LIBRARY.origin());
        facts.put("library version", text(NativeCalls.version()));
        facts.put("jna version", Native.VERSION);
        facts.put("cpu features", cpuFeatures(NativeCalls.cpuFeatures()));
        facts.put("native bytes in use", Long.toString(NativeCalls.liveBytes()));
        facts.put("native allocations", Long.toString(NativeCalls.allocations()));
        return facts;
    }

    private static String cpuFeatures(long mask) {
        StringJoiner names = new StringJoiner(" ");
        for (int bit = 0; bit < Long.SIZE; bit++) {
            Pointer name = NativeCalls.cpuFeatureName(bit);
            if (name == null) {
                break;
            }
            if ((mask >>> bit & 1) != 0) {
                names.add(text(name));
            }
        }
        return names.toString();
    }

    private static String text(Pointer string) {
        return string.getString(0, StandardCharsets.UTF_8.name());
    }

    @Override
    public CompiledPlan compile(LoweredPlan lowered, CompileOptions options) {
        if (closed.get()) {
            throw new ClosedException(
                    "engine " + JnaEngineProvider.NAME,
                    "an open engine",
                    "a closed one",
                    "open it anew");
        }
        return JnaPlan.compile(lowered, options);
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
