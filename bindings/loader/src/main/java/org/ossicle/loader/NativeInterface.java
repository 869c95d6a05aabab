package org.ossicle.loader;

import java.lang.System.Logger.Level;
import org.ossicle.error.EngineException;

/** What every binding of the native library agrees on: {@code ossicle.h} describes the rest. */
public final class NativeInterface {
    /** The version of the C interface that the bindings are written for. */
    public static final int ABI_VERSION = 1;

    /** System property that restricts the kernels: a mask of CPU features, decimal or 0x. */
    public static final String FEATURES_PROPERTY = "ossicle.native.features";

    private NativeInterface() {}

    /** Says in the log when a plan gets fewer threads than it asked for. */
    public static void reportThreads(String plan, int wanted, int granted) {
        if (granted < wanted) {
            System.getLogger(NativeInterface.class.getName())
                    .log(
                            Level.DEBUG,
                            "{0}: {1} threads asked for, {2} to be had",
                            plan,
                            wanted,
                            granted);
        }
    }

    /** The CPU features that kernels may use; all bits set unless the property says otherwise. */
    public static long allowedFeatures() {
        String mask = System.getProperty(FEATURES_PROPERTY);
        return mask == null ? -1L : Long.decode(mask);
    }

    /**
     * Refuses a library of another interface.
     *
     * @param version what {@code ossicle_abi_version} of the library answers
     */
    public static void requireVersion(NativeLibraryFile library, int version) {
        if (version != ABI_VERSION) {
            throw mismatch(
                    library, "version " + ABI_VERSION + " of the interface", "version " + version);
        }
    }

    /** The exception for a library that lacks what a binding needs. */
    public static EngineException mismatch(
            NativeLibraryFile library, String expected, String found) {
        return new EngineException(
                library.file().toString(),
                expected,
                found,
                "use a library and a binding of the same release");
    }
}
