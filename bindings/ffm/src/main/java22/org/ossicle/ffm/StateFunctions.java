package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/** What {@code ossicle.h} offers about states. */
record StateFunctions(
        MethodHandle create,
        MethodHandle input,
        MethodHandle output,
        MethodHandle current,
        MethodHandle run,
        MethodHandle reset,
        MethodHandle close) {
    static final StateFunctions API = link(NativeLinker.INSTANCE);

    private static StateFunctions link(NativeLinker linker) {
        return new StateFunctions(
                linker.function("state_create", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                linker.function("state_input", JAVA_LONG, JAVA_LONG, JAVA_INT),
                linker.function("state_output", JAVA_LONG, JAVA_LONG, JAVA_INT),
                linker.function("state_current", JAVA_LONG, JAVA_LONG, JAVA_INT),
                linker.function("state_run", JAVA_INT, JAVA_LONG, JAVA_LONG),
                linker.procedure("state_reset", JAVA_LONG),
                linker.procedure("state_close", JAVA_LONG));
    }
}
