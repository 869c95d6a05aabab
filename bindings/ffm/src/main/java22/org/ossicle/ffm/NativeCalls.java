package org.ossicle.ffm;

/**
 * The functions of {@code ossicle.h}, described there, with addresses as 64-bit numbers: two ways
 * to call them have the same signatures. Whoever hands over the address of something keeps that
 * reachable until the call returns.
 *
 * <p>None holds up the garbage collector.
 */
abstract class NativeCalls {
    /** What makes the calls, for reports. */
    abstract String how();

    abstract int abiVersion();

    abstract long version();

    abstract long cpuFeatures();

    abstract long cpuFeatureName(int bit);

    abstract long allocations();

    abstract long liveBytes();

    abstract int sourceOpenFile(long path, long offset, long bytes, int mode, long out, long error);

    abstract int sourceOpenMemory(long data, long bytes, int mode, long out, long error);

    abstract void sourceClose(long source);

    abstract int planCreate(
            long program,
            long bytes,
            long sources,
            int sourceCount,
            long featuresAllowed,
            long out,
            long error);

    abstract long planPackedBytes(long plan);

    abstract int planUseThreads(long plan, int threads);

    abstract void planClose(long plan);

    abstract int stateCreate(long plan, long out, long error);

    abstract long stateInput(long state, int index);

    abstract long stateOutput(long state, int index);

    abstract long stateCurrent(long state, int pair);

    abstract int stateRun(long state, long error);

    abstract void stateReset(long state);

    abstract void stateClose(long state);
}
