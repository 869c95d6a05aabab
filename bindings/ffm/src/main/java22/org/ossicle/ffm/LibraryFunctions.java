package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
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
    static final LibraryFunctions API = link(NativeLibrary.LINKER);

    private static LibraryFunctions link(NativeLinker linker) {
        return new LibraryFunctions(
                linker.function("version", ADDRESS),
                linker.function("cpu_features", JAVA_LONG),
                linker.function("cpu_feature_name", ADDRESS, JAVA_INT),
                linker.function("allocations", JAVA_LONG),
                linker.function("live_bytes", JAVA_LONG));
    }
}
