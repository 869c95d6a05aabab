package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

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
    static final StateFunctions API = link(NativeLibrary.LINKER);

    private static StateFunctions link(NativeLinker linker) {
        return new StateFunctions(
                linker.function("state_create", JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
                linker.function("state_input", ADDRESS, ADDRESS, JAVA_INT),
                linker.function("state_output", ADDRESS, ADDRESS, JAVA_INT),
                linker.function("state_current", ADDRESS, ADDRESS, JAVA_INT),
                linker.function("state_run", JAVA_INT, ADDRESS, ADDRESS),
                linker.procedure("state_reset", ADDRESS),
                linker.procedure("state_close", ADDRESS));
    }
}
