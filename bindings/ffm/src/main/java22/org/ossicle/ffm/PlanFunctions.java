package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/** What {@code ossicle.h} offers about sources and plans. */
record PlanFunctions(
        MethodHandle sourceOpenFile,
        MethodHandle sourceOpenMemory,
        MethodHandle sourceClose,
        MethodHandle planCreate,
        MethodHandle planPackedBytes,
        MethodHandle planUseThreads,
        MethodHandle planClose) {
    static final PlanFunctions API = link(NativeLinker.INSTANCE);

    private static PlanFunctions link(NativeLinker linker) {
        return new PlanFunctions(
                linker.function(
                        "source_open_file",
                        JAVA_INT,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_INT,
                        JAVA_LONG,
                        JAVA_LONG),
                linker.function(
                        "source_open_memory",
                        JAVA_INT,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_INT,
                        JAVA_LONG,
                        JAVA_LONG),
                linker.procedure("source_close", JAVA_LONG),
                linker.function(
                        "plan_create",
                        JAVA_INT,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_INT,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG),
                linker.function("plan_packed_bytes", JAVA_LONG, JAVA_LONG),
                linker.function("plan_use_threads", JAVA_INT, JAVA_LONG, JAVA_INT),
                linker.procedure("plan_close", JAVA_LONG));
    }
}
