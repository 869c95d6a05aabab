package org.ossicle.ffm;

import org.ossicle.loader.NativeLibraryFile;

/**
 * Calls through the JVM's native methods. A JVM that has just started binds one in microseconds,
 * where linking a function through {@code java.lang.foreign} takes it milliseconds for each new
 * signature and some tens for the first.
 */
final class JniCalls extends NativeCalls {
    private JniCalls() {}

    /**
     * The calls of a library, which stays loaded.
     *
     * @throws UnsatisfiedLinkError if another class loader of this JVM has loaded the file, or it
     *     is no library that fits this machine, or it has no functions for native methods
     */
    static JniCalls load(NativeLibraryFile library) {
        System.load(library.file().toString());
        JniCalls calls = new JniCalls();
        calls.abiVersion();
        return calls;
    }

    @Override
    String how() {
        return "native methods";
    }

    @Override
    native int abiVersion();

    @Override
    native long version();

    @Override
    native long cpuFeatures();

    @Override
    native long cpuFeatureName(int bit);

    @Override
    native long allocations();

    @Override
    native long liveBytes();

    @Override
    native int sourceOpenFile(long path, long offset, long bytes, int mode, long out, long error);

    @Override
    native int sourceOpenMemory(long data, long bytes, int mode, long out, long error);

    @Override
    native void sourceClose(long source);

    @Override
    native int planCreate(
            long program,
            long bytes,
            long sources,
            int sourceCount,
            long featuresAllowed,
            long out,
            long error);

    @Override
    native long planPackedBytes(long plan);

    @Override
    native int planUseThreads(long plan, int threads);

    @Override
    native void planClose(long plan);

    @Override
    native int stateCreate(long plan, long out, long error);

    @Override
    native long stateInput(long state, int index);

    @Override
    native long stateOutput(long state, int index);

    @Override
    native long stateCurrent(long state, int pair);

    @Override
    native int stateRun(long state, long error);

    @Override
    native void stateReset(long state);

    @Override
    native void stateClose(long state);
}
