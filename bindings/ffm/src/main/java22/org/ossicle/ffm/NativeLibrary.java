package org.ossicle.ffm;

import java.lang.foreign.MemorySegment;
import org.ossicle.error.EngineException;
import org.ossicle.error.OssicleException;
import org.ossicle.loader.NativeLibraryFile;

/** The native library of this process, opened once. */
final class NativeLibrary {
    /** Links the functions of the library, or null where {@link #FAILURE} is not. */
    static final NativeLinker LINKER;

    /** Why the library cannot be used, or null if it can. */
    static final OssicleException FAILURE;

    static {
        NativeLinker linker = null;
        OssicleException failure = null;
        try {
            linker = NativeLinker.open(NativeLibraryFile.locate());
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
        LINKER = linker;
        FAILURE = failure;
    }

    private NativeLibrary() {}

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
