package org.ossicle.jna;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;
import org.ossicle.error.EngineException;
import org.ossicle.error.OssicleException;
import org.ossicle.loader.NativeInterface;
import org.ossicle.loader.NativeLibraryFile;

/**
 * The functions of {@code ossicle.h}, described there, as methods that JNA binds to the library
 * directly: no reflection, no array of arguments and no garbage per call. Addresses are {@link
 * Pointer}s, which are as wide as the machine's own.
 */
final class NativeCalls {
    /** The file the functions come from, or null where {@link #FAILURE} is not. */
    static final NativeLibraryFile LIBRARY;

    /** Why the library cannot be used, or null if it can. */
    static final OssicleException FAILURE;

    static {
        NativeLibraryFile library = null;
        OssicleException failure = null;
        try {
            NativeLibraryFile located = NativeLibraryFile.locate();
            bind(located);
            library = located;
        } catch (OssicleException e) {
            failure = e;
        } catch (RuntimeException | LinkageError e) {
            failure =
                    new EngineException(
                            "engine " + JnaEngineProvider.NAME,
                            "JNA and a native library that load",
                            e.toString(),
                            "check that net.java.dev.jna:jna is on the class path, that its"
                                    + " jna.tmpdir can hold libraries, and that both libraries fit"
                                    + " this machine",
                            e);
        }
        LIBRARY = library;
        FAILURE = failure;
    }

    private NativeCalls() {}

    private static void bind(NativeLibraryFile located) {
        FunctionMapper names = (library, method) -> functionName(method.getName());
        NativeLibrary library =
                NativeLibrary.getInstance(
                        located.file().toString(), Map.of(Library.OPTION_FUNCTION_MAPPER, names));
        int version = library.getFunction("ossicle_abi_version").invokeInt(new Object[0]);
        NativeInterface.requireVersion(located, version);
        Native.register(NativeCalls.class, library);
    }

    /** {@code ossicle_state_run} for {@code stateRun}. */
    static String functionName(String method) {
        StringBuilder name = new StringBuilder("ossicle_");
        for (char letter : method.toCharArray()) {
            if (Character.isUpperCase(letter)) {
                name.append('_');
            }
            name.append(Character.toLowerCase(letter));
        }
        return name.toString();
    }

    static native Pointer version();

    static native long cpuFeatures();

    static native Pointer cpuFeatureName(int bit);

    static native long allocations();

    static native long liveBytes();

    static native int sourceOpenFile(
            Pointer path, long offset, long bytes, int mode, Pointer out, Pointer error);

    static native int sourceOpenMemory(
            Pointer data, long bytes, int mode, Pointer out, Pointer error);

    static native void sourceClose(Pointer source);

    static native int planCreate(
            Pointer program,
            long bytes,
            Pointer sources,
            int sourceCount,
            long featuresAllowed,
            Pointer out,
            Pointer error);

    static native long planPackedBytes(Pointer plan);

    static native int planUseThreads(Pointer plan, int threads);

    static native void planClose(Pointer plan);

    static native int stateCreate(Pointer plan, Pointer out, Pointer error);

    static native Pointer stateInput(Pointer state, int index);

    static native Pointer stateOutput(Pointer state, int index);

    static native Pointer stateCurrent(Pointer state, int pair);

    static native int stateRun(Pointer state, Pointer error);

    static native void stateReset(Pointer state);

    static native void stateClose(Pointer state);
}
