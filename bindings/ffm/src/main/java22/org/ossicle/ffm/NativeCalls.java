package org.ossicle.ffm;

/**
 * The functions of {@code ossicle.h}, described there, with addresses as 64-bit numbers. Whoever
 * hands over the address of something keeps that reachable until the call returns.
 *
 * <p>None holds up the garbage collector.
 */
final class NativeCalls {
    int abiVersion() {
        return NativeLinker.INSTANCE.abiVersion();
    }

    long version() {
        try {
            return (long) LibraryFunctions.API.version().invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long cpuFeatures() {
        try {
            return (long) LibraryFunctions.API.cpuFeatures().invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long cpuFeatureName(int bit) {
        try {
            return (long) LibraryFunctions.API.cpuFeatureName().invokeExact(bit);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long allocations() {
        try {
            return (long) LibraryFunctions.API.allocations().invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long liveBytes() {
        try {
            return (long) LibraryFunctions.API.liveBytes().invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int sourceOpenFile(long path, long offset, long bytes, int mode, long out, long error) {
        try {
            return (int)
                    PlanFunctions.API
                            .sourceOpenFile()
                            .invokeExact(path, offset, bytes, mode, out, error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int sourceOpenMemory(long data, long bytes, int mode, long out, long error) {
        try {
            return (int)
                    PlanFunctions.API.sourceOpenMemory().invokeExact(data, bytes, mode, out, error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void sourceClose(long source) {
        try {
            PlanFunctions.API.sourceClose().invokeExact(source);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int planCreate(
            long program,
            long bytes,
            long sources,
            int sourceCount,
            long featuresAllowed,
            long out,
            long error) {
        try {
            return (int)
                    PlanFunctions.API
                            .planCreate()
                            .invokeExact(
                                    program,
                                    bytes,
                                    sources,
                                    sourceCount,
                                    featuresAllowed,
                                    out,
                                    error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long planPackedBytes(long plan) {
        try {
            return (long) PlanFunctions.API.planPackedBytes().invokeExact(plan);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int planUseThreads(long plan, int threads) {
        try {
            return (int) PlanFunctions.API.planUseThreads().invokeExact(plan, threads);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void planClose(long plan) {
        try {
            PlanFunctions.API.planClose().invokeExact(plan);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int stateCreate(long plan, long out, long error) {
        try {
            return (int) StateFunctions.API.create().invokeExact(plan, out, error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long stateInput(long state, int index) {
        try {
            return (long) StateFunctions.API.input().invokeExact(state, index);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long stateOutput(long state, int index) {
        try {
            return (long) StateFunctions.API.output().invokeExact(state, index);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long stateCurrent(long state, int pair) {
        try {
            return (long) StateFunctions.API.current().invokeExact(state, pair);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int stateRun(long state, long error) {
        try {
            return (int) StateFunctions.API.run().invokeExact(state, error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void stateReset(long state) {
        try {
            StateFunctions.API.reset().invokeExact(state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void stateClose(long state) {
        try {
            StateFunctions.API.close().invokeExact(state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** What a downcall throws although the C side throws nothing: a fault of this binding. */
    private static IllegalStateException unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        }
        return new IllegalStateException("a native call threw " + thrown, thrown);
    }
}
