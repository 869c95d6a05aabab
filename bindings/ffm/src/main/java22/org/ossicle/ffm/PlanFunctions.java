package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
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
        MethodHandle planClose) {
    static final PlanFunctions API = link(NativeLibrary.LINKER);

    private static PlanFunctions link(NativeLinker linker) {
        return new PlanFunctions(
                linker.function(
                        "source_open_file",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS),
                linker.function(
                        "source_open_memory",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS),
                linker.procedure("source_close", ADDRESS),
                linker.function(
                        "plan_create",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_LONG,
                        ADDRESS,
                        ADDRESS),
                linker.function("plan_packed_bytes", JAVA_LONG, ADDRESS),
                linker.procedure("plan_close", ADDRESS));
    }
}
