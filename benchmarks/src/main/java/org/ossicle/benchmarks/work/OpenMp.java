package org.ossicle.benchmarks.work;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The threads of libraries that take theirs from OpenMP. */
final class OpenMp {
    private OpenMp() {}

    /** Holds for libraries loaded later: they read the environment once, when they start. */
    static void useOneThread() {
        FunctionDescriptor type =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv =
                linker.downcallHandle(linker.defaultLookup().find("setenv").orElseThrow(), type);
        try (Arena arena = Arena.ofConfined()) {
            int status =
                    (int)
                            setenv.invokeExact(
                                    arena.allocateFrom("OMP_NUM_THREADS"),
                                    arena.allocateFrom("1"),
                                    1);
            if (status != 0) {
                throw new IllegalStateException("setenv answers " + status);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
