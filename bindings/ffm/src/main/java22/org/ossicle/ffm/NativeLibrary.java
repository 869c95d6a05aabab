package org.ossicle.ffm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.ossicle.error.EngineException;
import org.ossicle.error.OssicleException;
import org.ossicle.loader.NativeInterface;
import org.ossicle.loader.NativeLibraryFile;

/** The native library of this process, opened once. */
final class NativeLibrary {
    /** Where the library is, or null where {@link #FAILURE} is not. */
    static final NativeLibraryFile FILE;

    /** Calls the functions of the library, or null where {@link #FAILURE} is not. */
    static final NativeCalls CALLS;

    /** Why the library cannot be used, or null if it can. */
    static final OssicleException FAILURE;

    static {
        NativeLibraryFile file = null;
        NativeCalls calls = null;
        OssicleException failure = null;
        try {
            file = NativeLibraryFile.locate();
            calls = new NativeCalls();
            NativeInterface.requireVersion(file, calls.abiVersion());
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
        FILE = file;
        CALLS = calls;
        FAILURE = failure;
    }

    private NativeLibrary() {}

    /** The text of a C string that lives as long as the library, or null. */
    static String text(long address) {
        return address == 0
                ? null
                : MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
    }

    /**
     * Where native code finds what lies between position and limit. The caller keeps the buffer
     * reachable for as long.
     *
     * @param bytes outside the heap
     */
    static long address(ByteBuffer bytes) {
        if (!bytes.isDirect()) {
            throw new IllegalArgumentException("native code reads no buffer on the heap");
        }
        return MemorySegment.ofBuffer(bytes).address();
    }
}
