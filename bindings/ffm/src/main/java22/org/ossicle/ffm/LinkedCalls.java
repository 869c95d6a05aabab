package org.ossicle.ffm;

/**
 * Calls linked through {@code java.lang.foreign}, for class loaders that cannot have the library's
 * native methods because another one of this JVM has them.
 */
final class LinkedCalls extends NativeCalls {
    @Override
    String how() {
        return "java.lang.foreign";
    }

    @Override
    int abiVersion() {
        return NativeLinker.INSTANCE.abiVersion();
    }

    @Override
    long version() {
        try {
            return (long) LibraryFunctions.API.version().invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    long cpuFeatures() {
        try {
            return (long) LibraryFunctions.API.cpuFeatures().invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    long cpuFeatureName(int bit) {
        try {
            return (long) LibraryFunctions.API.cpuFeatureName().invokeExact(bit);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    long allocations() {
        try {
            return (long) LibraryFunctions.API.allocations().invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    long liveBytes() {
        try {
            return (long) LibraryFunctions.API.liveBytes().invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
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

    @Override
    int sourceOpenMemory(long data, long bytes, int mode, long out, long error) {
        try {
            return (int)
                    PlanFunctions.API.sourceOpenMemory().invokeExact(data, bytes, mode, out, error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    void sourceClose(long source) {
        try {
            PlanFunctions.API.sourceClose().invokeExact(source);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
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

    @Override
    long planPackedBytes(long plan) {
        try {
            return (long) PlanFunctions.API.planPackedBytes().invokeExact(plan);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    int planUseThreads(long plan, int threads) {
        try {
            return (int) PlanFunctions.API.planUseThreads().invokeExact(plan, threads);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    void planClose(long plan) {
        try {
            PlanFunctions.API.planClose().invokeExact(plan);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    int stateCreate(long plan, long out, long error) {
        try {
            return (int) StateFunctions.API.create().invokeExact(plan, out, error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    long stateInput(long state, int index) {
        try {
            return (long) StateFunctions.API.input().invokeExact(state, index);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    long stateOutput(long state, int index) {
        try {
            return (long) StateFunctions.API.output().invokeExact(state, index);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    long stateCurrent(long state, int pair) {
        try {
            return (long) StateFunctions.API.current().invokeExact(state, pair);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    int stateRun(long state, long error) {
        try {
            return (int) StateFunctions.API.run().invokeExact(state, error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    void stateReset(long state) {
        try {
            StateFunctions.API.reset().invokeExact(state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
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
