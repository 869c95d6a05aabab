package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.ossicle.loader.NativeInterface;
import org.ossicle.loader.NativeLibraryFile;

/**
 * Binds the functions of a library: the one place that repeats the C signatures.
 *
 * <p>All are linked ordinarily, never as critical: a thread inside native code does not hold up the
 * garbage collector.
 */
final class NativeLinker {
    private final NativeLibraryFile library;
    private final SymbolLookup symbols;

    private NativeLinker(NativeLibraryFile library) {
        this.library = library;
        this.symbols = SymbolLookup.libraryLookup(library.file(), Arena.global());
    }

    static NativeApi link(NativeLibraryFile library) {
        NativeLinker linker = new NativeLinker(library);
        linker.checkVersion();
        return linker.bindAll();
    }

    private void checkVersion() {
        int version;
        try {
            version = (int) function("abi_version", JAVA_INT).invokeExact();
        } catch (Throwable e) {
            throw NativeApi.unexpected(e);
        }
        NativeInterface.requireVersion(library, version);
    }

    private NativeApi bindAll() {
        return new NativeApi(
                library,
                function("version", ADDRESS),
                function("cpu_features", JAVA_LONG),
                function("cpu_feature_name", ADDRESS, JAVA_INT),
                function("allocations", JAVA_LONG),
                function("live_bytes", JAVA_LONG),
                function(
                        "source_open_file",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS),
                function(
                        "source_open_memory",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS),
                procedure("source_close", ADDRESS),
                function(
                        "plan_create",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_LONG,
                        ADDRESS,
                        ADDRESS),
                function("plan_packed_bytes", JAVA_LONG, ADDRESS),
                function("plan_describe", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG),
                procedure("plan_close", ADDRESS),
                function("state_create", JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
                function("state_input", ADDRESS, ADDRESS, JAVA_INT),
                function("state_output", ADDRESS, ADDRESS, JAVA_INT),
                function("state_current", ADDRESS, ADDRESS, JAVA_INT),
                function("state_run", JAVA_INT, ADDRESS, ADDRESS),
                procedure("state_reset", ADDRESS),
                procedure("state_close", ADDRESS));
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return bind(name, FunctionDescriptor.of(result, arguments));
    }

    private MethodHandle procedure(String name, MemoryLayout... arguments) {
        return bind(name, FunctionDescriptor.ofVoid(arguments));
    }

    private MethodHandle bind(String name, FunctionDescriptor signature) {
        MemorySegment symbol =
                symbols.find("ossicle_" + name)
                        .orElseThrow(
                                () ->
                                        NativeInterface.mismatch(
                                                library, "a function ossicle_" + name, "none"));
        return Linker.nativeLinker().downcallHandle(symbol, signature);
    }
}
