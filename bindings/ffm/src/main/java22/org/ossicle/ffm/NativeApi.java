package org.ossicle.ffm;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.ossicle.error.EngineException;
import org.ossicle.error.OssicleException;
import org.ossicle.loader.NativeLibraryFile;

/**
 * The functions of {@code ossicle.h}, described there, as method handles. A record, because the JVM
 * trusts the components of a record to stay as they are and so inlines the calls.
 *
 * @param library the file they come from
 */
record NativeApi(
        NativeLibraryFile library,
        MethodHandle version,
        MethodHandle cpuFeatures,
        MethodHandle cpuFeatureName,
        MethodHandle allocations,
        MethodHandle liveBytes,
        MethodHandle sourceOpenFile,
        MethodHandle sourceOpenMemory,
        MethodHandle sourceClose,
        MethodHandle planCreate,
        MethodHandle planPackedBytes,
        MethodHandle planDescribe,
        MethodHandle planClose,
        MethodHandle stateCreate,
        MethodHandle stateInput,
        MethodHandle stateOutput,
        MethodHandle stateCurrent,
        MethodHandle stateRun,
        MethodHandle stateReset,
        MethodHandle stateClose) {

    /**
     * The functions of the library found on this machine, or null where {@link #FAILURE} is not.
     */
    static final NativeApi API;

    /** Why the library cannot be used, or null if it can. */
    static final OssicleException FAILURE;

    static {
        NativeApi api = null;
        OssicleException failure = null;
        try {
            api = NativeLinker.link(NativeLibraryFile.locate());
        } catch (OssicleException e) {
            failure = e;
        } catch (IllegalArgumentException | IllegalCallerException | LinkageError e) {
            failure =
                    new EngineException(
                            "engine native-ffm",
                            "a native library that loads",
                            e.toString(),
                            "allow it with --enable-native-access=ALL-UNNAMED, and check that the"
                                    + " library fits this machine",
                            e);
        }
        API = api;
        FAILURE = failure;
    }

    /** What a downcall throws although the C side throws nothing: a fault of this binding. */
    static IllegalStateException unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        }
        return new IllegalStateException("a native call threw " + thrown, thrown);
    }

    /** The text of a C string that lives as long as the library, or null. */
    static String text(MemorySegment string) {
        return string.address() == 0 ? null : string.reinterpret(Long.MAX_VALUE).getString(0);
    }
}
