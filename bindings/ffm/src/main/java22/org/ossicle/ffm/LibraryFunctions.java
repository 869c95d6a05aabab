package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/** What {@code ossicle.h} offers about the library itself. */
record LibraryFunctions(
        MethodHandle version,
        MethodHandle cpuFeatures,
        MethodHandle cpuFeatureName,
        MethodHandle allocations,
        MethodHandle liveBytes) {
    static final LibraryFunctions API = link(NativeLinker.INSTANCE);

    private static LibraryFunctions link(NativeLinker linker) {
        return new LibraryFunctions(
                linker.function("version", JAVA_LONG),
                linker.function("cpu_features", JAVA_LONG),
                linker.function("cpu_feature_name", JAVA_LONG, JAVA_INT),
                linker.function("allocations", JAVA_LONG),
                linker.function("live_bytes", JAVA_LONG));
    }
}
